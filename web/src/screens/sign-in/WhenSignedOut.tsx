import { Suspense, useSyncExternalStore } from 'react'
import { isSignedOut, onSignedOut } from '../../api/signed-out.ts'
import { speakAtDesk } from '../../text/i18n.ts'
import { lazily } from '../../ui/lazily.ts'

const SignInOver = lazily(async () => (await Promise.all([import('./SignInOver.tsx'), speakAtDesk()]))[0])

/** Lays the sign-in over the page once the server asked for it; what stands below stays as it is. Fetched only then. */
export function WhenSignedOut() {
  const isOut = useSyncExternalStore(onSignedOut, isSignedOut)
  return (
    isOut && (
      <Suspense>
        <SignInOver />
      </Suspense>
    )
  )
}
