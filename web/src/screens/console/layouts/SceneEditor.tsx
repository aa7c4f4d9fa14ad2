import { type LayoutsAnswer, type PaletteAnswer, type Scene, type SceneFile, sceneTrouble } from '@ioc/server/contract'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { LOOKED_AT } from '../../../theme/legible.ts'
import { Shape } from '../../../ui/Shape.tsx'
import type { DraftShown } from '../../preview/messages.ts'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { Canvas, type KeyAct } from './Canvas.tsx'
import { Gone } from './Gone.tsx'
import { usualField } from './geometry.ts'
import { History } from './History.tsx'
import {
  addTile,
  emptyFields,
  moveTo,
  neighbourOf,
  type Outcome,
  type Refusal,
  removeTile,
  resizeTo,
  setGrid,
  swap,
  WAYS,
} from './moves.ts'
import { Palette } from './Palette.tsx'
import { Publish } from './Publish.tsx'
import { SceneFields } from './SceneFields.tsx'
import { type Reader, SIGHTS, type SightName, SightPanel } from './SightPanel.tsx'
import { Toolbar } from './Toolbar.tsx'
import { type Held, useDrag } from './use-drag.ts'
import { type Editing, useEditing, type Version } from './use-editing.ts'
import { useSaidScene } from './use-said-scene.ts'
import { useUndoKeys } from './use-undo-keys.ts'
import { usualSize } from './usual-size.ts'

interface Given {
  id: string
  versions: Version<SceneFile>[]
  palette: PaletteAnswer
  province: Scene['province']
  /** The scenes there are, to be as large as tiles are there. */
  others: SceneFile[]
  inUse: LayoutsAnswer['scenes'][number]['inUse'] | undefined
}

export function SceneEditor(given: Given) {
  const editing = useEditing('scenes', given.id, given.versions)
  return editing ? <Editor {...given} editing={editing} /> : <Gone />
}

function Editor({ id, versions, palette, province, others, inUse, editing }: Given & { editing: Editing<SceneFile> }) {
  const { t, title } = useText()
  const { nameOf, said } = useSaidScene(palette)
  const scene = editing.spec
  const [selected, setSelected] = useState<string | null>(null)
  const [told, setTold] = useState<{ text: string; isRefused: boolean } | null>(null)
  const [sightName, setSightName] = useState<SightName>('wall')
  const [reader, setReader] = useState<Reader>({ inches: LOOKED_AT.inches, metres: LOOKED_AT.metres })
  const [shown, setShown] = useState<DraftShown | null>(null)
  const [why, setWhy] = useState('')
  const frame = useRef<HTMLDivElement>(null)
  const sight = SIGHTS[sightName]
  const kindOf = useCallback((tile: string) => palette.find((each) => each.id === tile)?.kind, [palette])
  const wall = useMemo(() => wallOf(scene, kindOf, province), [scene, kindOf, province])
  const field = shown?.grid ?? usualField(sight, wall.strip !== null)

  const refuse = (refused: Refusal) => {
    const tile = refused.why === 'taken' ? refused.by : refused.why === 'beyond' ? refused.tile : ''
    setTold({ text: t(`layouts.refused.${refused.why}`, { tile: nameOf(tile) }), isRefused: true })
  }
  const act = (outcome: Outcome, done: (next: SceneFile) => string): boolean => {
    if ('refused' in outcome) {
      refuse(outcome.refused)
      return false
    }
    editing.change(outcome.scene)
    setTold({ text: done(outcome.scene), isRefused: false })
    return true
  }
  const sayPlace = (is: 'moved' | 'resized' | 'added', tile: string) => (next: SceneFile) => {
    const place = next.places.find((each) => each.tile === tile)
    return t(`layouts.done.${is}`, { ...place, tile: nameOf(tile) })
  }
  const swapped = (tile: string, other: string) =>
    act(swap(scene, tile, other), () => t('layouts.done.swapped', { tile: nameOf(tile), other: nameOf(other) }))
  const remove = (tile: string) => {
    const at = scene.places.findIndex((each) => each.tile === tile)
    const next = scene.places[at + 1] ?? scene.places[at - 1]
    act(removeTile(scene, tile), () => t('layouts.done.removed', { tile: nameOf(tile) }))
    setSelected(next?.tile ?? null)
    const element = next && frame.current?.querySelector<HTMLElement>(`[data-place="${CSS.escape(next.tile)}"]`)
    if (element) element.focus()
  }
  const sizeOf = (tile: string) => usualSize(tile, kindOf, others, scene)
  const letGo = ({ tile, does, over, outcome }: Held) => {
    if ('refused' in outcome && outcome.refused.why === 'edge') return
    if (does === 'move' && over) swapped(tile, over)
    else act(outcome, sayPlace(does === 'move' ? 'moved' : does === 'resize' ? 'resized' : 'added', tile))
    setSelected(tile)
  }
  const drag = useDrag({ scene, frame, field, sight, onDrop: letGo })

  const press = (tile: string, key: KeyAct) => {
    const place = scene.places.find((each) => each.tile === tile)
    if (!place) return
    if (key.does === 'remove') return remove(tile)
    const { x, y } = WAYS[key.way]
    if (key.does === 'move') act(moveTo(scene, tile, { column: place.column + x, row: place.row + y }), sayPlace('moved', tile))
    else if (key.does === 'resize')
      act(resizeTo(scene, tile, { width: place.width + x, height: place.height + y }), sayPlace('resized', tile))
    else {
      const other = neighbourOf(scene, tile, key.way)
      if (other) swapped(tile, other)
      else refuse({ why: 'edge' })
    }
  }

  const undo = () => {
    editing.undo()
    setTold({ text: t('layouts.done.undone'), isRefused: false })
  }
  const redo = () => {
    editing.redo()
    setTold({ text: t('layouts.done.redone'), isRefused: false })
  }
  const drop = () => {
    editing.drop()
    setTold(null)
  }
  useUndoKeys(undo, redo)

  // A tile that came back, or went, by a step is no longer chosen.
  useEffect(() => {
    if (selected !== null && !scene.places.some(({ tile }) => tile === selected)) setSelected(null)
  }, [scene, selected])

  const known = new Set(palette.map(({ id: tile }) => tile))
  const stood = new Set(versions[0]?.spec?.places.map(({ tile }) => tile))
  const trouble = sceneTrouble(scene, (tile) => known.has(tile) || stood.has(tile) || tile === scene.strip, nameOf)
  const untitled = scene.title.vi.trim() === '' || scene.title.en.trim() === ''
  const empty = emptyFields(scene)
  return (
    <section className="layout-editor">
      <div className="console-head">
        <div>
          <h1>{title(scene.title) || t('layouts.newScene')}</h1>
          <small>
            <Standing editing={editing} isRemoved={versions.length > 0 && editing.published === null} />
          </small>
        </div>
        <Toolbar editing={editing} onUndo={undo} onRedo={redo} onDrop={drop}>
          {editing.published && (
            <a href={`/wall/${id}`} target="_blank" rel="noreferrer">
              {t('layouts.onWall')}
            </a>
          )}
          <Link to={pathTo.layouts()}>{t('layouts.back')}</Link>
        </Toolbar>
      </div>
      <div className="layout-parts">
        <div className="layout-main">
          <p role="status" className="layout-said" data-refused={told?.isRefused || undefined}>
            {told ? (
              <>
                <Shape tone={told.isRefused ? 'critical' : 'good'} /> {told.text}
              </>
            ) : (
              t('layouts.edit.pick')
            )}
          </p>
          <Canvas
            {...{ wall, scene, sight, field, frame, drag, selected, nameOf }}
            fits={shown?.tiles ?? []}
            onSelect={setSelected}
            onKey={press}
            onShown={setShown}
          />
          <SightPanel
            name={sightName}
            reader={reader}
            fits={shown?.tiles ?? []}
            nameOf={nameOf}
            onName={(name) => {
              setShown(null)
              setSightName(name)
            }}
            onReader={setReader}
          />
          {empty > 0 && <small>{t('layouts.edit.emptyFields', { count: empty })}</small>}
          <SceneFields
            scene={scene}
            strips={palette.filter(({ kind }) => kind === 'stream')}
            onChange={(next, field) => {
              editing.change(next, field)
              setTold({ text: t('layouts.done.changed'), isRefused: false })
            }}
            onGrid={(grid) => act(setGrid(scene, grid), () => t('layouts.done.changed'))}
          />
        </div>
        <aside className="layout-side">
          {selected && (
            <section className="layout-selected">
              <h2>{t('layouts.edit.selected')}</h2>
              <p>{nameOf(selected)}</p>
              <button type="button" onClick={() => remove(selected)}>
                {t('layouts.remove')}
              </button>
            </section>
          )}
          <Palette
            tiles={palette.filter(({ id: tile }) => !scene.places.some((place) => place.tile === tile) && tile !== scene.strip)}
            onHold={(tile, event) => drag.add(tile, sizeOf(tile), event)}
            onAdd={(tile) => {
              // The click that ends a drag has done it already.
              if (drag.wasDragged.current) drag.wasDragged.current = false
              else if (act(addTile(scene, tile, sizeOf(tile)), sayPlace('added', tile))) setSelected(tile)
            }}
          />
        </aside>
      </div>
      <div className="layout-parts layout-ending">
        <Publish
          {...{ id, editing, said, why, inUse }}
          kind="scenes"
          onWhy={setWhy}
          trouble={trouble ? title(trouble) : untitled ? t('layouts.make.name') : null}
        />
        <History
          versions={versions}
          said={said}
          onRestore={(version, spec) => {
            editing.change(spec)
            setWhy(t('layouts.publish.restoring', { version: version.version }))
            setTold({ text: t('layouts.publish.restoring', { version: version.version }), isRefused: false })
          }}
        />
      </div>
    </section>
  )
}

/** Whether it is new, a draft, or what is in use. */
function Standing({ editing, isRemoved }: { editing: Editing<SceneFile>; isRemoved: boolean }) {
  const { t } = useText()
  if (editing.base === null) return t('layouts.edit.isNew')
  if (isRemoved) return t('layouts.edit.isRemoved')
  return editing.isChanged
    ? t('layouts.edit.fromVersion', { version: editing.base })
    : `${t('layouts.history.version', { version: editing.base })}, ${t('layouts.history.current')}`
}

/** A scene as a wall is told of it. What it does not know it leaves out, as a wall would. */
function wallOf(scene: SceneFile, kindOf: (tile: string) => string | undefined, province: Scene['province']): Scene {
  const places = scene.places.flatMap((place) => {
    const kind = kindOf(place.tile)
    return kind ? [{ ...place, kind }] : []
  })
  const strip = scene.strip !== null && kindOf(scene.strip) ? scene.strip : null
  const kinds = [...places.map(({ kind }) => kind), ...(strip ? [kindOf(strip) as string] : [])]
  return { ...scene, province, places, strip, kinds: [...new Set([...kinds, 'withheld'])], layouts: 0, visitors: null }
}
