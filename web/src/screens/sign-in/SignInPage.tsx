import { useEffect, useSyncExternalStore } from 'react'
import { useText } from '../../text/use-text.ts'
import { CONSOLE } from '../console/root.ts'
import { cameFrom } from './came-from.ts'
import { Invitation } from './Invitation.tsx'
import { REFUSED } from './refused.ts'
import { SignInForm } from './SignInForm.tsx'

/** Signing in by itself, or the page a link of invitation (`/sign-in#TOKEN`) leads to. */
export default function SignInPage() {
  const { t } = useText()
  const token = useSyncExternalStore(onHash, () => location.hash.slice(1))
  const refused = REFUSED[token] ?? null
  useEffect(() => {
    document.title = `${t('signIn.title')} · Phố Hiến`
  }, [t])
  return (
    <main className="desk sign-in">
      {token === '' || refused ? (
        <SignInForm note={refused && t(refused)} onIn={() => location.assign(cameFrom(location))} />
      ) : (
        <Invitation key={token} token={token} onIn={() => location.assign(CONSOLE)} />
      )}
    </main>
  )
}

function onHash(listener: () => void) {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}
