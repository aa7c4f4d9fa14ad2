import { useQuery } from '@tanstack/react-query'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { eventVersionsQuery } from './queries.ts'

/** Who wrote an event and wrote it otherwise, when and why, the newest first. */
export function History({ event }: { event: string }) {
  const { t, zone } = useText()
  const { data, error } = useQuery(eventVersionsQuery(event))
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <ol className="event-history">
      {data.map(({ version, at, by, why, spec, changes }) => (
        <li key={version}>
          <b>{t('events.version', { version })}</b>{' '}
          {by === null
            ? t('events.fromFile', { at: formatMoment(at, zone) })
            : t('events.by', { by, at: formatMoment(at, zone), why: why ?? '' })}
          {changes.length === 0 && <small>{t(spec === null ? 'events.wasWithdrawn' : 'events.wasWritten')}</small>}
          {changes.map(({ path, before, after }) => (
            <small key={path}>
              <code>{path}</code> {t('events.changed.before', { before: before ?? t('events.changed.none') })};{' '}
              {t('events.changed.after', { after: after ?? t('events.changed.none') })}
            </small>
          ))}
        </li>
      ))}
    </ol>
  )
}
