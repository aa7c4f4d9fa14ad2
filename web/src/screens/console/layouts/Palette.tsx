import type { PaletteAnswer, TileData } from '@ioc/server/contract'
import { type PointerEvent, useId, useState } from 'react'
import { isFound } from '../../../text/fold.ts'
import { useText } from '../../../text/use-text.ts'

const MOST = 60

/** Tiles that stand nowhere on the scene: searched, dragged in, or put where there is room by Enter. */
export function Palette({
  tiles,
  onHold,
  onAdd,
}: {
  tiles: PaletteAnswer
  onHold(tile: string, event: PointerEvent): void
  onAdd(tile: string): void
}) {
  const { t, title } = useText()
  const field = useId()
  const [search, setSearch] = useState('')
  const found = tiles
    .filter(({ id, title: name, domain }) => isFound(`${name.vi} ${name.en} ${domain ? title(domain) : ''} ${id}`, search))
    .sort((a, b) => Number(b.isDeclared) - Number(a.isDeclared))
  return (
    <section className="layout-palette">
      <h2 id={`${field}-title`}>{t('layouts.palette.title')}</h2>
      <label className="unseen" htmlFor={field}>
        {t('layouts.palette.search')}
      </label>
      <input
        id={field}
        type="search"
        value={search}
        placeholder={t('layouts.palette.search')}
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && found[0] && search !== '') onAdd(found[0].id)
        }}
      />
      <small>{t('layouts.palette.help')}</small>
      {found.length === 0 && <p>{t('layouts.palette.none')}</p>}
      <ul aria-labelledby={`${field}-title`}>
        {found.slice(0, MOST).map((tile) => (
          <li key={tile.id}>
            <button
              type="button"
              data-tile-id={tile.id}
              onPointerDown={(event) => onHold(tile.id, event)}
              onClick={() => onAdd(tile.id)}
            >
              {title(tile.title)}
              <small>
                {tile.domain ? title(tile.domain) : t('layouts.palette.general')}
                {` · ${t(`layouts.palette.kinds.${tile.kind as TileData['kind']}`)}`}
              </small>
            </button>
          </li>
        ))}
      </ul>
      {found.length > MOST && <small>{t('layouts.palette.many', { count: found.length - MOST })}</small>}
    </section>
  )
}
