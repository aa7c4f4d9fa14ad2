import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { meQuery } from '../../api/me.ts'
import { formatMoment } from '../../text/moment.ts'
import { useText } from '../../text/use-text.ts'
import { Shape } from '../../ui/Shape.tsx'
import { PasswordField } from '../sign-in/PasswordField.tsx'
import { waysQuery } from '../sign-in/queries.ts'
import { WhoseLogin } from './WhoseLogin.tsx'

interface Proof {
  /** What is sent: null where the house that signed them in has asked them anew. */
  said: string | null
  isGiven: boolean
  /** When that house’s word is no longer enough; null where a password is asked for, or it has not given it. */
  until: string | null
  password: string
  setPassword(password: string): void
}

/** What somebody shows once more, before something a browser left open must not be enough for. */
export function useProof(): Proof {
  const { data: me } = useQuery(meQuery())
  const [password, setPassword] = useState('')
  if (me?.hasPassword ?? true) return { said: password, isGiven: password !== '', until: null, password, setPassword }
  const until = me?.provedUntil ?? null
  const isGiven = until !== null && Date.parse(until) > Date.now()
  return { said: null, isGiven, until: isGiven ? until : null, password, setPassword }
}

/** Where it is shown: the password, or the way to the house that signed them in, for whoever has none here. */
export function ProofField({ login, proof }: { login: string; proof: Proof }) {
  const { t, zone } = useText()
  const { data: ways } = useQuery({ ...waysQuery(), enabled: proof.said === null })
  if (proof.said !== null)
    return (
      <>
        <WhoseLogin login={login} />
        <PasswordField
          label={t('account.step.password')}
          value={proof.password}
          autoComplete="current-password"
          onChange={proof.setPassword}
        />
      </>
    )
  if (!ways?.oidc) return <p>{ways && t('account.proof.none')}</p>
  const { title } = ways.oidc
  return proof.until !== null ? (
    <p role="status" className="account-done">
      <Shape tone="good" /> {t('account.proof.given', { title, until: formatMoment(proof.until, zone) })}
    </p>
  ) : (
    <p>
      {t('account.proof.wanted')} <a href="/api/me/prove">{t('account.proof.go', { title })}</a>
    </p>
  )
}
