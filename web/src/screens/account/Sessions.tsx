import type { SessionAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoment } from '../../text/moment.ts'
import { useText } from '../../text/use-text.ts'
import { Wrong } from '../sign-in/Wrong.tsx'
import { AskAgain } from './AskAgain.tsx'
import { deviceOf } from './device.ts'
import { endOthers, endSession, sessionsQuery } from './queries.ts'

/** Where this account is signed in, and the way to end that. */
export function Sessions({ login }: { login: string }) {
  const { t, zone } = useText()
  const client = useQueryClient()
  const { data = [], error } = useQuery(sessionsQuery())
  /** Which is about to end. */
  const [ending, setEnding] = useState<number | 'others' | null>(null)
  const doing = useMutation({
    mutationFn: (password: string | null) => (ending === 'others' ? endOthers(password) : endSession(Number(ending), password)),
    onSuccess: () => setEnding(null),
    onSettled: () => client.invalidateQueries({ queryKey: ['me', 'sessions'] }),
  })
  const ask = (which: number | 'others') => {
    doing.reset()
    setEnding(which)
  }
  const again = (does: string) => (
    <AskAgain key={ending} login={login} does={does} doing={doing} onLeave={() => setEnding(null)} />
  )
  const nameOf = ({ agent }: SessionAnswer) => deviceOf(agent) || t('account.sessions.unknown')
  return (
    <section className="account-part" aria-label={t('account.sessions.title')}>
      <h2>{t('account.sessions.title')}</h2>
      {error && <Wrong error={error} />}
      <ul>
        {data.map((session) => {
          const began = formatMoment(session.beganAt, zone)
          return (
            <li key={session.id} className="account-session">
              <p title={session.agent}>
                <b>{nameOf(session)}</b> {session.address} {session.isThis && <em>{t('account.sessions.here')}</em>}
                <small>{t('account.sessions.used', { began, seen: formatMoment(session.seenAt, zone) })}</small>
              </p>
              {!session.isThis && ending !== session.id && (
                <button
                  type="button"
                  aria-label={t('account.sessions.endOf', { device: nameOf(session), began })}
                  onClick={() => ask(session.id)}
                >
                  {t('account.sessions.end')}
                </button>
              )}
              {ending === session.id && again(t('account.sessions.end'))}
            </li>
          )
        })}
      </ul>
      {ending === 'others' && again(t('account.sessions.endOthers'))}
      {ending !== 'others' && data.some(({ isThis }) => !isThis) && (
        <button type="button" onClick={() => ask('others')}>
          {t('account.sessions.endOthers')}
        </button>
      )}
    </section>
  )
}
