import type { Me } from '@ioc/server/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { cameFrom } from './came-from.ts'
import { enterByPasskey, hasPasskeys } from './passkey.ts'
import { waysQuery } from './queries.ts'
import { SIGN_IN } from './root.ts'
import { Wrong } from './Wrong.tsx'

/** The ways to sign in that need no password of ours: a key of this device, and another house that knows people. */
export function OtherWays({ onIn }: { onIn(me: Me): void }) {
  const { t } = useText()
  const [isLeft, setLeft] = useState(false)
  const { data: ways } = useQuery(waysQuery())
  const showing = useMutation({
    mutationFn: enterByPasskey,
    onSuccess: (me) => (me ? onIn(me) : setLeft(true)),
  })
  if (!hasPasskeys() && !ways?.oidc) return null
  const next = location.pathname === SIGN_IN ? cameFrom(location) : `${location.pathname}${location.search}`
  return (
    <div className="sign-in-ways">
      {hasPasskeys() && (
        <button type="button" disabled={showing.isPending} onClick={() => showing.mutate()}>
          {t('signIn.passkey')}
        </button>
      )}
      {ways?.oidc && (
        <a href={`/api/sign-in/oidc?${new URLSearchParams({ next })}`}>{t('signIn.elsewhere', { title: ways.oidc.title })}</a>
      )}
      {isLeft && <p role="status">{t('signIn.passkeyLeft')}</p>}
      {showing.error && <Wrong error={showing.error} />}
    </div>
  )
}
