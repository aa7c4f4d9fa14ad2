import { type EventAnswer, EventKind } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { EventForm } from './EventForm.tsx'
import { EventRow } from './EventRow.tsx'
import './events.css'
import { type EventFilter, eventsFound } from './filter.ts'
import { Notes } from './Notes.tsx'
import { eventsQuery } from './queries.ts'
import { useFigures } from './use-figures.ts'

/** What happened that bears on figures: found, written down, written otherwise and withdrawn; and what was noted on charts. */
export function Events() {
  const { t } = useText()
  const { data, error } = useQuery(eventsQuery())
  const [written, setWritten] = useState<EventAnswer | 'new' | null>(null)
  const [filter, setFilter] = useState<EventFilter>({ search: '', kind: '', derived: false, withdrawn: false })
  const { nameOf } = useFigures()
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const found = eventsFound(data.events, filter)
  return (
    <section>
      <div className="console-head">
        <h1>{t('events.title')}</h1>
        <button type="button" className="desk-primary" onClick={() => setWritten('new')}>
          {t('events.new')}
        </button>
      </div>
      {written && (
        <EventForm
          key={written === 'new' ? '' : written.key}
          event={written === 'new' ? null : written}
          onDone={() => setWritten(null)}
        />
      )}
      <p className="event-help">{t('events.help')}</p>
      <Filter filter={filter} onChange={setFilter} />
      {found.length === 0 ? (
        <p className="console-empty">{t('events.none')}</p>
      ) : (
        <table className="desk-table">
          <thead>
            <tr>
              {(['event', 'when', 'units', 'figures', 'source', 'who'] as const).map((column) => (
                <th key={column}>{t(`events.column.${column}`)}</th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {found.map((event) => (
              <EventRow key={event.key} event={event} nameOf={nameOf} onChange={() => setWritten(event)} />
            ))}
          </tbody>
        </table>
      )}
      <Notes />
    </section>
  )
}

function Filter({ filter, onChange }: { filter: EventFilter; onChange(filter: EventFilter): void }) {
  const { t } = useText()
  const id = useId()
  return (
    <search className="event-filter">
      <label htmlFor={`${id}search`}>{t('events.find')}</label>
      <input
        id={`${id}search`}
        type="search"
        value={filter.search}
        placeholder={t('events.findExample')}
        onChange={({ target }) => onChange({ ...filter, search: target.value })}
      />
      <label htmlFor={`${id}kind`}>{t('events.kind')}</label>
      <select
        id={`${id}kind`}
        value={filter.kind}
        onChange={({ target }) => onChange({ ...filter, kind: EventKind.safeParse(target.value).data ?? '' })}
      >
        <option value="">{t('events.anyKind')}</option>
        {EventKind.options.map((kind) => (
          <option key={kind} value={kind}>
            {t(`events.kinds.${kind}`)}
          </option>
        ))}
      </select>
      {(['derived', 'withdrawn'] as const).map((flag) => (
        <label key={flag}>
          <input
            type="checkbox"
            checked={filter[flag]}
            onChange={({ target }) => onChange({ ...filter, [flag]: target.checked })}
          />{' '}
          {t(`events.${flag}`)}
        </label>
      ))}
    </search>
  )
}
