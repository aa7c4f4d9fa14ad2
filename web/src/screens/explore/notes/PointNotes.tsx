import type { AnnotationAnswer } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { withdrawNote } from '../../console/events/queries.ts'
import { endOf } from '../pictures/slots.ts'
import type { Settled } from '../settle.ts'
import { annotate, hasNotes, notesQuery } from './notes.ts'
import './notes.css'

interface Props {
  at: string
  /** Its unit, by key. */
  unit: string
  view: Settled
  /** They are read only. */
  isFixed: boolean
}

/** What people noted at one point of a chart, and one note more. A note stands in the chart for whoever looks at it. */
export function PointNotes({ at, unit, view, isFixed }: Props) {
  const { t } = useText()
  const client = useQueryClient()
  const id = useId()
  const [text, setText] = useState('')
  const to = endOf(at, view.step)
  const { data } = useQuery({ ...notesQuery(view, unit, at, to), enabled: hasNotes(view) })
  const said = () => client.invalidateQueries({ queryKey: ['annotations'] })
  const writing = useMutation({
    mutationFn: () => annotate({ indicator: view.indicators[0] ?? '', unit, from: at, to, where: view.where, text }),
    onSuccess: () => {
      setText('')
      return said()
    },
  })
  if (!hasNotes(view)) return null
  const canWrite = text.trim() !== '' && !writing.isPending
  return (
    <section className="point-notes" aria-label={t('notes.title')}>
      <h3>{t('notes.title')}</h3>
      {data?.annotations.length === 0 && isFixed && <p>{t('notes.none')}</p>}
      <ul>
        {data?.annotations.map((note) => (
          <Note key={note.id} note={note} isFixed={isFixed} onChange={said} />
        ))}
      </ul>
      {!isFixed && view.asOf === null && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (canWrite) writing.mutate()
          }}
        >
          <label htmlFor={id}>{t('notes.write')}</label>
          <textarea id={id} rows={2} maxLength={1_000} value={text} onChange={({ target }) => setText(target.value)} />
          <button type="submit" aria-disabled={!canWrite}>
            {t('notes.send')}
          </button>
          {writing.error && <p role="alert">{writing.error.message}</p>}
        </form>
      )}
    </section>
  )
}

function Note({ note, isFixed, onChange }: { note: AnnotationAnswer; isFixed: boolean; onChange(): void }) {
  const { t, zone } = useText()
  const id = useId()
  const [why, setWhy] = useState<string | null>(null)
  const withdrawing = useMutation({ mutationFn: () => withdrawNote(note.id, { why: why ?? '' }), onSuccess: onChange })
  const canSend = why !== null && why.trim() !== '' && !withdrawing.isPending
  return (
    <li>
      <p>{note.text}</p>
      <small>
        {t('notes.by', { by: note.by, at: formatMoment(note.at, zone) })}{' '}
        {!isFixed && why === null && (
          <button type="button" onClick={() => setWhy('')} aria-label={t('notes.withdrawOf', { text: note.text })}>
            {t('notes.withdraw')}
          </button>
        )}
      </small>
      {why !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (canSend) withdrawing.mutate()
          }}
        >
          <label htmlFor={id}>{t('notes.why')}</label>
          <input id={id} value={why} maxLength={500} onChange={({ target }) => setWhy(target.value)} />
          <button type="submit" aria-disabled={!canSend}>
            {t('notes.withdraw')}
          </button>
          <button type="button" onClick={() => setWhy(null)}>
            {t('notes.keep')}
          </button>
          {withdrawing.error && <p role="alert">{withdrawing.error.message}</p>}
        </form>
      )}
    </li>
  )
}
