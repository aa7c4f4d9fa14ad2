import type { SceneFile, ScenePlace } from '@ioc/server/contract'
import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { type Field, type Sight, spotAt } from './geometry.ts'
import { addTile, dropAt, inTheWay, type Outcome, resizeTo, type Size, type Spot, withinGrid } from './moves.ts'

/** What is in the hand: a tile of the scene that is moved or resized, or one that is brought in. */
export interface Held {
  tile: string
  does: 'move' | 'resize' | 'add'
  /** Where it would stand. */
  at: Spot & Size
  /** The tile it would change places with. */
  over: string | null
  /** What letting go does. */
  outcome: Outcome
}

/** A hand that trembles has not moved. */
const MOVED_PIXELS = 4

/** Moves, resizes and brings in tiles by pointer; the fields under it decide, and letting go elsewhere or Escape does nothing. */
export function useDrag({
  scene,
  frame,
  field,
  sight,
  onDrop,
}: {
  scene: SceneFile
  frame: RefObject<HTMLElement | null>
  field: Field
  sight: Sight
  onDrop(held: Held): void
}) {
  const [held, setHeld] = useState<Held | null>(null)
  const [isDown, setDown] = useState(false)
  const latest = useRef({ scene, field, sight, held, onDrop })
  latest.current = { scene, field, sight, held, onDrop }
  const grasp = useRef<{ x: number; y: number; hold(spot: Spot, isOver: boolean): Held | null } | null>(null)
  /** A click that ends a drag is none. */
  const wasDragged = useRef(false)

  useEffect(() => {
    if (!isDown) return
    const end = (isDropped: boolean) => {
      const { held: now, onDrop: drop } = latest.current
      if (isDropped && now) drop(now)
      grasp.current = null
      setHeld(null)
      setDown(false)
    }
    const move = (event: PointerEvent) => {
      const { current } = grasp
      const rect = frame.current?.getBoundingClientRect()
      if (!current || !rect) return
      const { clientX, clientY } = event
      if (!wasDragged.current && Math.hypot(clientX - current.x, clientY - current.y) < MOVED_PIXELS) return
      wasDragged.current = true
      const point = { x: (clientX - rect.left) / rect.width, y: (clientY - rect.top) / rect.height }
      const isOver = point.x >= 0 && point.x <= 1 && point.y >= 0 && point.y <= 1
      setHeld(current.hold(spotAt(point, latest.current.scene, latest.current.field, latest.current.sight), isOver))
    }
    const up = () => end(true)
    const cancel = () => end(false)
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') end(false)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', cancel)
    window.addEventListener('keydown', press)
    return () => {
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', cancel)
      window.removeEventListener('keydown', press)
    }
  }, [isDown, frame])

  const take = (event: ReactPointerEvent, hold: (spot: Spot, isOver: boolean) => Held | null) => {
    if (event.button !== 0) return
    wasDragged.current = false
    grasp.current = { x: event.clientX, y: event.clientY, hold }
    setDown(true)
  }
  const spotOf = (event: ReactPointerEvent): Spot => {
    const rect = frame.current?.getBoundingClientRect()
    if (!rect) return { column: 1, row: 1 }
    return spotAt(
      { x: (event.clientX - rect.left) / rect.width, y: (event.clientY - rect.top) / rect.height },
      scene,
      field,
      sight,
    )
  }

  return {
    held,
    wasDragged,
    move(place: ScenePlace, event: ReactPointerEvent) {
      const from = spotOf(event)
      take(event, (spot) => {
        const asked = { column: place.column + spot.column - from.column, row: place.row + spot.row - from.row }
        const at = { ...place, ...withinGrid(scene, asked, place) }
        const under = inTheWay(scene, { ...spot, width: 1, height: 1 }, [place.tile])[0]?.tile ?? null
        const over = inTheWay(scene, at, [place.tile]).length > 0 ? under : null
        return { tile: place.tile, does: 'move', at, over, outcome: dropAt(scene, place.tile, asked, over) }
      })
    },
    resize(place: ScenePlace, event: ReactPointerEvent) {
      event.stopPropagation()
      take(event, (spot) => {
        const size = { width: spot.column - place.column + 1, height: spot.row - place.row + 1 }
        const outcome = resizeTo(scene, place.tile, size)
        const grown = 'scene' in outcome ? outcome.scene.places.find(({ tile }) => tile === place.tile) : undefined
        const asked = {
          width: Math.min(Math.max(1, size.width), scene.columns - place.column + 1),
          height: Math.min(Math.max(1, size.height), scene.rows - place.row + 1),
        }
        return { tile: place.tile, does: 'resize', at: grown ?? { ...place, ...asked }, over: null, outcome }
      })
    },
    add(tile: string, size: Size, event: ReactPointerEvent) {
      take(event, (spot, isOver) => {
        if (!isOver) return null
        const at = withinGrid(scene, spot, { width: 1, height: 1 })
        const outcome = addTile(scene, tile, size, at)
        const added = 'scene' in outcome ? outcome.scene.places.find((each) => each.tile === tile) : undefined
        const shown = added ?? { ...at, width: Math.min(size.width, scene.columns), height: Math.min(size.height, scene.rows) }
        return { tile, does: 'add', at: { ...shown, ...withinGrid(scene, shown, shown) }, over: null, outcome }
      })
    },
  }
}
