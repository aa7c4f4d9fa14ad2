import { type AuditEntry, writeCsv } from '@ioc/server/contract'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { DayField } from '../../../ui/DayField.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { Failed } from '../Failed.tsx'
import './audit.css'
import { type AuditAsk, auditQuery, entitiesQuery } from './queries.ts'

const EVERYTHING: AuditAsk = { by: '', entity: '', words: '', from: '', to: '' }
const COLUMNS = ['at', 'by', 'what', 'of', 'detail'] as const

/** Who did what: searched, read, and taken away as a file. */
export function Audit() {
  const { t, number } = useText()
  const [ask, setAsk] = useState(EVERYTHING)
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(auditQuery(ask))
  const entries = data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <section className="audit">
      <div className="console-head">
        <h1>{t('audit.title')}</h1>
        {entries.length > 0 && <Files entries={entries} />}
      </div>
      <p>{t('audit.help')}</p>
      <Search onFind={setAsk} />
      {error && <Failed error={error} />}
      {data && entries.length === 0 && <p className="console-empty">{t('audit.none')}</p>}
      {!data && !error && <p className="console-empty">{t('console.loading')}</p>}
      {entries.length > 0 && (
        <>
          <p role="status">{t('audit.found', { count: number(entries.length) })}</p>
          <table className="desk-table">
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column}>{t(`audit.column.${column}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </tbody>
          </table>
        </>
      )}
      {hasNextPage && (
        <button type="button" disabled={isFetching} onClick={() => void fetchNextPage()}>
          {t('audit.more')}
        </button>
      )}
    </section>
  )
}

function Search({ onFind }: { onFind(ask: AuditAsk): void }) {
  const { t } = useText()
  const id = useId()
  const { data: entities = [] } = useQuery(entitiesQuery())
  const [said, setSaid] = useState<Record<keyof AuditAsk, string | null>>(EVERYTHING)
  const put = (part: Partial<typeof said>) => setSaid((before) => ({ ...before, ...part }))
  const { from, to } = said
  return (
    <form
      className="audit-search"
      onSubmit={(event) => {
        event.preventDefault()
        onFind({
          by: said.by?.trim() ?? '',
          entity: said.entity ?? '',
          words: said.words?.trim() ?? '',
          from: from ?? '',
          to: to ?? '',
        })
      }}
    >
      <label>
        {t('audit.by')}
        <input
          value={said.by ?? ''}
          maxLength={200}
          placeholder={t('audit.byHelp')}
          onChange={({ target }) => put({ by: target.value })}
        />
      </label>
      <label>
        {t('audit.entity')}
        <select value={said.entity ?? ''} onChange={({ target }) => put({ entity: target.value })}>
          <option value="">{t('audit.anything')}</option>
          {entities.map((entity) => (
            <option key={entity} value={entity}>
              {t(`audit.entities.${entity}`, { defaultValue: entity })}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('audit.words')}
        <input value={said.words ?? ''} maxLength={200} onChange={({ target }) => put({ words: target.value })} />
      </label>
      {(['from', 'to'] as const).map((name) => (
        <div key={name}>
          <label htmlFor={`${id}${name}`}>{t(`audit.${name}`)}</label>
          <DayField id={`${id}${name}`} value={said[name]} onChange={(day) => put({ [name]: day })} />
        </div>
      ))}
      <button type="submit" className="desk-primary" disabled={from === null || to === null}>
        {t('audit.find')}
      </button>
    </form>
  )
}

function Entry({ entry: { at, actor, action, entity, entityId, detail } }: { entry: AuditEntry }) {
  const { t, zone } = useText()
  return (
    <tr>
      <td>{formatMoment(at, zone)}</td>
      <td>
        {actor.name}
        <small>{[t(`audit.kinds.${actor.kind}`, { defaultValue: actor.kind }), actor.address].filter(Boolean).join(' · ')}</small>
      </td>
      <td>{t(`audit.actions.${action}`, { defaultValue: action })}</td>
      <td>
        {t(`audit.entities.${entity}`, { defaultValue: entity })}
        {entityId !== null && <small>{entityId}</small>}
      </td>
      <td>
        {Object.keys(detail).length > 0 && (
          <details>
            <summary>{t('audit.show')}</summary>
            <pre>{JSON.stringify(detail, null, 2)}</pre>
          </details>
        )}
      </td>
    </tr>
  )
}

/** What was found and is shown, as files. */
function Files({ entries }: { entries: AuditEntry[] }) {
  const { t } = useText()
  const csv = () => {
    const rows = entries.map(({ id, at, actor, action, entity, entityId, detail }) => ({
      ...{ id, at, kind: actor.kind, name: actor.name, address: actor.address ?? null },
      ...{ action, entity, entityId, detail: JSON.stringify(detail) },
    }))
    const columns = ['id', 'at', 'kind', 'name', 'address', 'action', 'entity', 'entityId', 'detail']
    return saveFile(new Blob([writeCsv(columns, rows)], { type: 'text/csv' }), `${t('audit.file')}.csv`)
  }
  const json = () =>
    saveFile(new Blob([JSON.stringify(entries, null, 2)], { type: 'application/json' }), `${t('audit.file')}.json`)
  const saving = useMutation({ mutationFn: (make: () => Promise<void>) => make() })
  return (
    <div className="audit-files">
      <button type="button" onClick={() => saving.mutate(csv)}>
        {t('audit.csv')}
      </button>
      <button type="button" onClick={() => saving.mutate(json)}>
        {t('audit.json')}
      </button>
      {saving.error && <Failed error={saving.error} />}
    </div>
  )
}
