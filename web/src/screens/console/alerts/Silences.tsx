import type { Alert } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { endSilence, silence, silencesQuery } from './queries.ts'

const HOURS = [1, 4, 24, 72, 168] as const
const HOUR_MS = 3_600_000

/** For what nobody is disturbed now. */
export function Silences() {
  const { t, minute, day } = useText()
  const client = useQueryClient()
  const { data } = useQuery(silencesQuery())
  const ending = useMutation({
    mutationFn: (id: number) => endSilence(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  })
  if (!data || data.silences.length === 0) return null
  return (
    <>
      <h2 className="alert-part">{t('alerts.silences')}</h2>
      {ending.error && <Failed error={ending.error} />}
      <ul className="alert-silences">
        {data.silences.map(({ id, subject, domain, rule, unit, until, ...silenced }) => (
          <li key={id}>
            <b>{[subject ?? rule ?? domain, unit?.name].filter(Boolean).join(' · ')}</b>
            <span>{t('alerts.silencedUntil', { by: silenced.by, why: silenced.why, time: minute(until), day: day(until) })}</span>
            <button type="button" disabled={ending.isPending} onClick={() => ending.mutate(id)}>
              {t('alerts.end')}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Keeps an alert from disturbing anybody for a time, with a reason. */
export function Silence({ alert }: { alert: Alert }) {
  const { t } = useText()
  const client = useQueryClient()
  const id = useId()
  const [hours, setHours] = useState<number>(HOURS[1])
  const [why, setWhy] = useState('')
  const acting = useMutation({
    mutationFn: () =>
      silence({
        subject: alert.subject.key,
        ...(alert.unit && { unit: alert.unit.key }),
        ...{ why, until: new Date(Date.now() + hours * HOUR_MS).toISOString() },
      }),
    onSuccess: () => setWhy(''),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  })
  return (
    <form
      className="alert-silence"
      onSubmit={(event) => {
        event.preventDefault()
        acting.mutate()
      }}
    >
      <h2>{t('alerts.silence')}</h2>
      <small>{t('alerts.silenceHelp')}</small>
      <label htmlFor={`${id}hours`}>{t('alerts.silenceFor')}</label>
      <select id={`${id}hours`} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
        {HOURS.map((each) => (
          <option key={each} value={each}>
            {t(`alerts.hours.h${each}`)}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}why`}>{t('alerts.why')}</label>
      <input id={`${id}why`} value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
      <button type="submit" disabled={why.trim() === '' || acting.isPending}>
        {t('alerts.silence')}
      </button>
      {acting.error && <Failed error={acting.error} />}
    </form>
  )
}
