import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { formatMoment } from '../../text/moment.ts'
import { useText } from '../../text/use-text.ts'
import { addPasskey, hasPasskeys } from '../sign-in/passkey.ts'
import { Wrong } from '../sign-in/Wrong.tsx'
import { AskAgain } from './AskAgain.tsx'
import { deviceOf } from './device.ts'
import { ProofField, useProof } from './Proof.tsx'
import { passkeysQuery, removePasskey } from './queries.ts'

/** Keys of this account’s devices: each signs in by itself, with a finger or a PIN. */
export function Passkeys({ login }: { login: string }) {
  const { t, zone } = useText()
  const client = useQueryClient()
  const changed = { onSettled: () => client.invalidateQueries({ queryKey: ['me'] }) }
  const { data = [], error } = useQuery(passkeysQuery())
  /** Which is about to be removed. */
  const [leaving, setLeaving] = useState<string | null>(null)
  const removing = useMutation({
    mutationFn: (password: string | null) => removePasskey(leaving ?? '', password),
    onSuccess: () => setLeaving(null),
    ...changed,
  })
  return (
    <section className="account-part" aria-label={t('account.passkeys.title')}>
      <h2>{t('account.passkeys.title')}</h2>
      <p>{t('account.passkeys.what')}</p>
      {error && <Wrong error={error} />}
      <ul>
        {data.map(({ id, name, madeAt, usedAt }) => (
          <li key={id} className="account-session">
            <p>
              <b>{name}</b>
              <small>
                {t('account.passkeys.made', { made: formatMoment(madeAt, zone) })}{' '}
                {usedAt !== null && t('account.passkeys.used', { used: formatMoment(usedAt, zone) })}
              </small>
            </p>
            {leaving === id ? (
              <AskAgain login={login} does={t('account.passkeys.remove')} doing={removing} onLeave={() => setLeaving(null)} />
            ) : (
              <button
                type="button"
                aria-label={t('account.passkeys.removeOf', { name })}
                onClick={() => {
                  removing.reset()
                  setLeaving(id)
                }}
              >
                {t('account.passkeys.remove')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {hasPasskeys() ? <Add login={login} onSettled={changed.onSettled} /> : <p>{t('account.passkeys.none')}</p>}
    </section>
  )
}

function Add({ login, onSettled }: { login: string; onSettled(): void }) {
  const { t } = useText()
  const id = useId()
  const [name, setName] = useState(() => deviceOf(navigator.userAgent))
  const proof = useProof()
  const adding = useMutation({ mutationFn: addPasskey, onSuccess: (isMade) => isMade && proof.setPassword(''), onSettled })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        adding.mutate({ name, password: proof.said })
      }}
    >
      <label htmlFor={id}>{t('account.passkeys.name')}</label>
      <input id={id} value={name} maxLength={80} onChange={({ target }) => setName(target.value)} />
      <ProofField login={login} proof={proof} />
      {adding.data === false && <p role="status">{t('account.passkeys.left')}</p>}
      {adding.error && <Wrong error={adding.error} />}
      <button type="submit" disabled={name.trim() === '' || !proof.isGiven || adding.isPending}>
        {t('account.passkeys.add')}
      </button>
    </form>
  )
}
