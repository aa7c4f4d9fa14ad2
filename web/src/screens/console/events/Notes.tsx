import type { AnnotationAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoment } from '../../../text/moment.ts'
import { formatDay } from '../../../text/time.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { WhyForm } from '../WhyForm.tsx'
import { notesQuery, withdrawNote } from './queries.ts'

/** What people noted at single points of charts. They are written there, and withdrawn here too. */
export function Notes() {
  const { t } = useText()
  const { data, error } = useQuery(notesQuery())
  return (
    <section className="event-notes">
      <h2>{t('events.notes.title')}</h2>
      {error && !data && <Failed error={error} />}
      {data?.annotations.length === 0 && <p className="console-empty">{t('events.notes.none')}</p>}
      {data && data.annotations.length > 0 && (
        <table className="desk-table">
          <thead>
            <tr>
              {(['point', 'note', 'who'] as const).map((column) => (
                <th key={column}>{t(`events.notes.column.${column}`)}</th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {data.annotations.map((note) => (
              <Note key={note.id} note={note} />
            ))}
          </tbody>
        </table>
      )}
      {data?.more && <p className="event-help">{t('events.notes.more')}</p>}
    </section>
  )
}

function Note({ note }: { note: AnnotationAnswer }) {
  const { t, title, zone } = useText()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const withdrawing = useMutation({
    mutationFn: (why: string) => withdrawNote(note.id, { why }),
    onSuccess: () => {
      setAsking(false)
      return client.invalidateQueries({ queryKey: ['annotations'] })
    },
  })
  const { withdrawn } = note
  const [first, last] = [formatDay(note.from, zone), formatDay(Date.parse(note.to) - 1, zone)]
  return (
    <>
      <tr data-off={withdrawn !== null || undefined}>
        <td>
          {title(note.title)}
          <small>{[note.unit.name, ...note.where].join(' · ')}</small>
          <small>{first === last ? first : t('events.span', { from: first, to: last })}</small>
        </td>
        <td className="event-text">{note.text}</td>
        <td>
          {t('events.notes.by', { by: note.by, at: formatMoment(note.at, zone) })}
          {withdrawn && (
            <small>
              {t('events.notes.withdrawn', { by: withdrawn.by, at: formatMoment(withdrawn.at, zone), why: withdrawn.why })}
            </small>
          )}
        </td>
        <td>
          {!withdrawn && (
            <button type="button" aria-label={t('events.notes.withdrawOf', { text: note.text })} onClick={() => setAsking(true)}>
              {t('events.withdraw')}
            </button>
          )}
        </td>
      </tr>
      {isAsking && !withdrawn && (
        <tr>
          <td colSpan={4}>
            <WhyForm
              question={t('events.notes.withdrawWhy', { by: note.by })}
              isBusy={withdrawing.isPending}
              onSend={(why) => withdrawing.mutate(why)}
              onCancel={() => setAsking(false)}
            />
            {withdrawing.error && <Failed error={withdrawing.error} />}
          </td>
        </tr>
      )}
    </>
  )
}
