import type { SavedView } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { go } from '../../../address/use-address.ts'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { viewOf, withView } from '../view.ts'
import { renameView, saveView, viewsQuery, withdrawView } from './queries.ts'

/** The views people have saved, and one more under a name. */
export function Views({ search, onOpen }: { search: string | null; onOpen(): void }) {
  const { t } = useText()
  const client = useQueryClient()
  const id = useId()
  const [name, setName] = useState('')
  const { data = [] } = useQuery(viewsQuery())
  const save = useMutation({
    mutationFn: () => saveView({ name, search: search ?? '' }),
    onSuccess: async () => {
      setName('')
      await client.invalidateQueries(viewsQuery())
    },
  })
  const canSave = search !== null && name.trim() !== '' && !save.isPending
  return (
    <section aria-label={t('saved.views')}>
      <h2>{t('saved.views')}</h2>
      {search !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (canSave) save.mutate()
          }}
        >
          <label htmlFor={id}>{t('saved.viewName')}</label>
          <input id={id} value={name} maxLength={120} onChange={({ target }) => setName(target.value)} />
          <button type="submit" aria-disabled={!canSave}>
            {t('saved.save')}
          </button>
        </form>
      )}
      {save.error && <p role="alert">{save.error.message}</p>}
      {data.length === 0 ? (
        <p>{t('saved.none')}</p>
      ) : (
        <ul>
          {data.map((view) => (
            <Kept key={view.id} view={view} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Kept({ view, onOpen }: { view: SavedView; onOpen(): void }) {
  const { t, zone } = useText()
  const client = useQueryClient()
  const [renamed, setRenamed] = useState<string | null>(null)
  const change = useMutation({
    mutationFn: (name: string | null) =>
      name === null ? withdrawView(view.id, { seen: view.version }) : renameView(view.id, { name, seen: view.version }),
    onSuccess: () => setRenamed(null),
    onSettled: () => client.invalidateQueries(viewsQuery()),
  })
  const address = withView('', viewOf(`?${view.search}`))
  return (
    <li>
      {renamed === null ? (
        <a
          href={`/explore${address}`}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            go(withView(location.search, viewOf(`?${view.search}`)))
            onOpen()
          }}
        >
          {view.name}
        </a>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (renamed.trim() !== '') change.mutate(renamed)
          }}
        >
          <input
            aria-label={t('saved.viewName')}
            value={renamed}
            maxLength={120}
            onChange={({ target }) => setRenamed(target.value)}
          />
          <button type="submit">{t('saved.rename')}</button>
        </form>
      )}
      <small>
        {t('saved.savedBy', { by: view.by, at: formatMoment(view.at, zone) })}
        {view.namedAt !== view.at && ` ${t('saved.namedBy', { by: view.namedBy, at: formatMoment(view.namedAt, zone) })}`}
      </small>
      {renamed === null && (
        <button type="button" aria-label={t('saved.renameIt', { name: view.name })} onClick={() => setRenamed(view.name)}>
          {t('saved.rename')}
        </button>
      )}
      <button type="button" aria-label={t('saved.withdrawIt', { name: view.name })} onClick={() => change.mutate(null)}>
        {t('saved.withdraw')}
      </button>
      {change.error && <p role="alert">{change.error.message}</p>}
    </li>
  )
}
