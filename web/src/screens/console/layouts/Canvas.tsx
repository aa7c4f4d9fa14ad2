import type { Scene, SceneFile, ScenePlace } from '@ioc/server/contract'
import { type CSSProperties, type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { type DraftAwaited, type DraftShown, isFrom, type ShowDraft, type TileFit } from '../../preview/messages.ts'
import { boxOf, type Field, type Sight } from './geometry.ts'
import type { Way } from './moves.ts'
import type { Held, useDrag } from './use-drag.ts'

const ARROWS: Record<string, Way> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

export type KeyAct = { does: 'move' | 'resize' | 'swap'; way: Way } | { does: 'remove' }

/** A scene as a wall of `sight` shows it, live, and over it the fields its tiles stand on: by hand or by key. */
export function Canvas({
  wall,
  scene,
  sight,
  field,
  fits,
  frame,
  drag,
  selected,
  nameOf,
  onSelect,
  onKey,
  onShown,
}: {
  /** What the wall is to show. */
  wall: Scene
  scene: SceneFile
  sight: Sight
  field: Field
  fits: readonly TileFit[]
  frame: RefObject<HTMLDivElement | null>
  drag: ReturnType<typeof useDrag>
  selected: string | null
  nameOf(tile: string): string
  onSelect(tile: string | null): void
  onKey(tile: string, act: KeyAct): void
  onShown(shown: DraftShown): void
}) {
  const { t, title } = useText()
  const keys = useId()
  const { held } = drag
  const scale = useScale(frame, sight)
  const press = (tile: string) => (event: KeyboardEvent) => {
    const way = ARROWS[event.key]
    if (event.ctrlKey || event.metaKey) return
    if (way) onKey(tile, { does: event.shiftKey ? 'resize' : event.altKey ? 'swap' : 'move', way })
    else if (event.key === 'Delete' || event.key === 'Backspace') onKey(tile, { does: 'remove' })
    else return
    event.preventDefault()
  }
  return (
    <>
      <div ref={frame} className="layout-canvas" style={{ aspectRatio: `${sight.width} / ${sight.height}` }}>
        <div inert className="layout-wall">
          <Framed wall={wall} sight={sight} scale={scale} onShown={onShown} />
        </div>
        <fieldset
          className="layout-grid"
          data-held={held?.does}
          aria-label={t('layouts.edit.grid', { title: title(scene.title), columns: scene.columns, rows: scene.rows })}
          aria-describedby={keys}
        >
          <Fields scene={scene} field={field} sight={sight} />
          {scene.places.map((place) => (
            <button
              key={place.tile}
              type="button"
              className="layout-place"
              data-place={place.tile}
              data-unknown={!wall.places.some(({ tile }) => tile === place.tile) || undefined}
              data-over={held?.over === place.tile || undefined}
              aria-pressed={selected === place.tile}
              aria-label={labelOf(place)}
              style={boxOf(place, scene, field, sight)}
              onFocus={() => onSelect(place.tile)}
              onClick={() => onSelect(place.tile)}
              onKeyDown={press(place.tile)}
              onPointerDown={(event) => drag.move(place, event)}
            >
              {fits.some(({ tile, isCut }) => tile === place.tile && isCut) && (
                <span className="layout-cut">
                  <Shape tone="watch" /> {t('layouts.sight.cutMark')}
                </span>
              )}
              {!wall.places.some(({ tile }) => tile === place.tile) && (
                <span>{t('layouts.edit.unknown', { tile: place.tile })}</span>
              )}
              <span aria-hidden className="layout-corner" onPointerDown={(event) => drag.resize(place, event)} />
            </button>
          ))}
          {held && <Ghost held={held} style={boxOf(held.at, scene, field, sight)} nameOf={nameOf} />}
        </fieldset>
      </div>
      <p id={keys} className="layout-keys">
        {t('layouts.edit.keys')}
      </p>
    </>
  )

  function labelOf({ tile, column, row, width, height }: ScenePlace) {
    const ends = { columnEnd: column + width - 1, rowEnd: row + height - 1 }
    return t('layouts.edit.place', { tile: nameOf(tile), column, row, ...ends })
  }
}

/** Where a tile in the hand would stand, and what letting go would do. */
function Ghost({ held, style, nameOf }: { held: Held; style: CSSProperties; nameOf(tile: string): string }) {
  const { t } = useText()
  const isRefused = 'refused' in held.outcome && held.outcome.refused.why !== 'edge'
  const by = 'refused' in held.outcome && held.outcome.refused.why === 'taken' ? held.outcome.refused.by : null
  return (
    <span className="layout-ghost" data-refused={isRefused || undefined} style={style}>
      {isRefused && <Shape tone="critical" />}
      {held.over && !isRefused && t('layouts.edit.swapHint', { tile: nameOf(held.over) })}
      {isRefused && by && t('layouts.refused.taken', { tile: nameOf(by) })}
      {!held.over && !isRefused && nameOf(held.tile)}
    </span>
  )
}

/** The empty fields of the grid, so that one sees where there is room. */
function Fields({ scene, field, sight }: { scene: SceneFile; field: Field; sight: Sight }) {
  return Array.from({ length: scene.columns * scene.rows }, (_, at) => {
    const spot = { column: (at % scene.columns) + 1, row: Math.floor(at / scene.columns) + 1, width: 1, height: 1 }
    const isTaken = scene.places.some(
      ({ column, row, width, height }) =>
        spot.column >= column && spot.column < column + width && spot.row >= row && spot.row < row + height,
    )
    return isTaken ? null : <span key={at} className="layout-field" style={boxOf(spot, scene, field, sight)} />
  })
}

/** The wall itself, in a page of its own: its sizes are those of the screen it is for, made smaller. */
function Framed({ wall, sight, scale, onShown }: { wall: Scene; sight: Sight; scale: number; onShown(shown: DraftShown): void }) {
  const { t, language } = useText()
  const page = useRef<HTMLIFrameElement>(null)
  const latest = useRef({ wall, onShown, language })
  latest.current = { wall, onShown, language }
  useEffect(() => {
    const hear = (event: MessageEvent) => {
      const from = page.current?.contentWindow
      if (isFrom<DraftAwaited>(event, from, 'ioc-draft-awaited')) show(page.current, latest.current)
      if (isFrom<DraftShown>(event, from, 'ioc-draft-shown')) latest.current.onShown(event.data)
    }
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  }, [])
  useEffect(() => show(page.current, { wall, language }), [wall, language])
  return (
    <iframe
      ref={page}
      title={t('layouts.edit.frame')}
      src="/preview"
      tabIndex={-1}
      style={{ width: sight.width, height: sight.height, transform: `scale(${scale})` }}
    />
  )
}

function show(page: HTMLIFrameElement | null, { wall, language }: { wall: Scene; language: ShowDraft['language'] }) {
  page?.contentWindow?.postMessage({ type: 'ioc-show-draft', scene: wall, language } satisfies ShowDraft, location.origin)
}

/** How much smaller the wall is drawn than it is. In the pixels of the frame, which the desk itself may enlarge. */
function useScale(frame: RefObject<HTMLElement | null>, { width }: Sight): number {
  const [wide, setWide] = useState(0)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() => setWide(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return wide / width
}
