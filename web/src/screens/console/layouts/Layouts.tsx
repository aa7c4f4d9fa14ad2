import type { LayoutsAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { draftsOf } from './drafts.ts'
import { inOrder } from './in-order.ts'
import './layouts.css'
import { NewLayout } from './NewLayout.tsx'
import { layoutsQuery } from './queries.ts'
import { Schematic } from './Schematic.tsx'
import { useMade } from './use-made.ts'

/** Every scene and playlist of the province: how it looks, who changed it last, and where one is made. */
export function Layouts() {
  const { t, language } = useText()
  const { data, error } = useQuery(layoutsQuery())
  const [making, setMaking] = useState<'scenes' | 'playlists' | null>(null)
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const gone = data.scenes.filter(({ spec }) => spec === null)
  return (
    <section className="layouts">
      <div className="console-head">
        <h1>{t('layouts.title')}</h1>
        <div className="layout-buttons">
          <button type="button" onClick={() => setMaking('playlists')}>
            {t('layouts.newPlaylist')}
          </button>
          <button type="button" className="desk-primary" onClick={() => setMaking('scenes')}>
            {t('layouts.newScene')}
          </button>
        </div>
      </div>
      {making && <NewLayout key={making} kind={making} answer={data} onDone={() => setMaking(null)} />}
      <p className="layouts-help">{t('layouts.help')}</p>
      <h2>{t('layouts.scenes')}</h2>
      <Cards
        scenes={inOrder(
          data.scenes.filter(({ spec }) => spec !== null),
          data.playlists,
          language,
        )}
      />
      {gone.length > 0 && (
        <details>
          <summary>{t('layouts.removed', { count: gone.length })}</summary>
          <Cards scenes={gone} />
        </details>
      )}
      <h2>{t('layouts.playlists')}</h2>
      <Playlists playlists={data.playlists} />
    </section>
  )
}

function Cards({ scenes }: Pick<LayoutsAnswer, 'scenes'>) {
  const { t, title } = useText()
  const made = useMade()
  const drafts = draftsOf('scenes')
  return (
    <ul className="layout-cards">
      {scenes.map(({ id, lastSpec, ...scene }) => (
        <li key={id}>
          <Schematic {...lastSpec} />
          <Link to={pathTo.layout('scenes', id)}>{title(lastSpec.title)}</Link>
          <small>
            {t('layouts.tiles', { count: lastSpec.places.length })} · {made(scene)}
          </small>
          {drafts.includes(id) && <small className="layout-drafted">{t('layouts.draft')}</small>}
        </li>
      ))}
    </ul>
  )
}

function Playlists({ playlists }: Pick<LayoutsAnswer, 'playlists'>) {
  const { t, title } = useText()
  const made = useMade()
  const drafts = draftsOf('playlists')
  return (
    <table className="desk-table">
      <thead>
        <tr>
          <th>{t('layouts.column.title')}</th>
          <th className="desk-number">{t('layouts.column.turns')}</th>
          <th>{t('layouts.column.changed')}</th>
          <th>{t('layouts.column.usedBy')}</th>
        </tr>
      </thead>
      <tbody>
        {playlists.map(({ id, spec, lastSpec, inUse, ...playlist }) => (
          <tr key={id} data-off={spec === null || undefined}>
            <td>
              <Link to={pathTo.layout('playlists', id)}>{title(lastSpec.title)}</Link>
              {spec === null && <small>{t('layouts.history.removed')}</small>}
              {drafts.includes(id) && <small className="layout-drafted">{t('layouts.draft')}</small>}
            </td>
            <td className="desk-number">{lastSpec.scenes.length}</td>
            <td>{made(playlist)}</td>
            <td>{inUse.screens.join(', ') || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
