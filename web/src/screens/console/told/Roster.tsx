import type { RecipientsAnswer } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { formatMoment, parseMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { TypedField } from '../../../ui/TypedField.tsx'
import { Failed } from '../Failed.tsx'
import { addShift, endShift } from './queries.ts'

/** Who is on duty, now and next. At the end of a shift the next is told what is open. */
export function Roster({ recipients, shifts }: Pick<RecipientsAnswer, 'recipients' | 'shifts'>) {
  const { t, minute, day, zone } = useText()
  const client = useQueryClient()
  const id = useId()
  const [contact, setContact] = useState('')
  const [begins, setBegins] = useState<At>('')
  const [ends, setEnds] = useState<At>('')
  const settled = { onSettled: () => client.invalidateQueries({ queryKey: ['told'] }) }
  const adding = useMutation({
    mutationFn: () => addShift({ contact, begins: told(begins), ends: told(ends) }),
    onSuccess: () => {
      setBegins(ends)
      setEnds('')
    },
    ...settled,
  })
  const ending = useMutation({ mutationFn: endShift, ...settled })
  if (recipients.length === 0) return null
  const written = {
    say: (at: number) => formatMoment(at, zone),
    read: (text: string) => parseMoment(text, zone),
    example: t('moment.example'),
    help: (said: string) => t('moment.wrong', { said }),
  }
  const moment = (at: string) => `${minute(at)} ${day(at)}`
  return (
    <>
      <h2 className="alert-part">{t('told.roster.title')}</h2>
      <p className="alert-help">{t('told.roster.help')}</p>
      {shifts.length > 0 && (
        <table className="desk-table">
          <tbody>
            {shifts.map((shift) => (
              <tr key={shift.id}>
                <td>
                  <b>{shift.name}</b>
                </td>
                <td>{shift.unit}</td>
                <td>{t('told.roster.span', { from: moment(shift.begins), to: moment(shift.ends) })}</td>
                <td>
                  <button type="button" disabled={ending.isPending} onClick={() => ending.mutate(shift.id)}>
                    {t(Date.parse(shift.begins) > Date.now() ? 'told.roster.takeBack' : 'told.roster.handOver')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <form
        className="told-shift"
        onSubmit={(event) => {
          event.preventDefault()
          adding.mutate()
        }}
      >
        <label htmlFor={`${id}who`}>{t('told.roster.who')}</label>
        <select id={`${id}who`} value={contact} onChange={(event) => setContact(event.target.value)}>
          <option value="">{t('make.choose')}</option>
          {recipients.map(({ key, name, unit }) => (
            <option key={key} value={key}>
              {name} – {unit.name}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}from`}>{t('told.roster.from')}</label>
        <TypedField<number> id={`${id}from`} value={begins} onChange={setBegins} {...written} />
        <label htmlFor={`${id}to`}>{t('told.roster.to')}</label>
        <TypedField<number> id={`${id}to`} value={ends} onChange={setEnds} {...written} />
        <button type="submit" disabled={contact === '' || !begins || !ends || adding.isPending}>
          {t('told.roster.add')}
        </button>
      </form>
      {(adding.error ?? ending.error) && <Failed error={(adding.error ?? ending.error) as Error} />}
    </>
  )
}

type At = number | '' | null

const told = (at: At): string => new Date(at || Number.NaN).toISOString()
