import { Suspense, useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { lazily } from '../../ui/lazily.ts'

const SignOutDialog = lazily(() => import('./SignOutDialog.tsx'))

/** The way out, on a wall somebody opened by hand. A paired display has nobody to sign out, nor has a wall within a frame of the desk. */
export function SignOut() {
  const { t } = useText()
  const [isAsked, ask] = useState(false)
  if (!/^\/wall(\/|$)/.test(location.pathname)) return null
  return (
    <>
      <button
        type="button"
        className="header-icon"
        aria-label={t('signOut.go')}
        title={t('signOut.go')}
        onClick={() => ask(true)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M14 4.5H5.5v15H14M10 12h10.5M17 8.5l3.5 3.5l-3.5 3.5" />
        </svg>
      </button>
      {isAsked && (
        <Suspense>
          <SignOutDialog onClose={() => ask(false)} />
        </Suspense>
      )}
    </>
  )
}
