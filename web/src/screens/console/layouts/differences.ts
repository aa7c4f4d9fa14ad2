import type { Playlist, SceneFile, ScenePlace } from '@ioc/server/contract'

// What one version has otherwise than another, thing by thing; the words are elsewhere.

export type SceneDifference =
  | { is: 'title'; from: string; to: string }
  | { is: 'grid'; from: string; to: string }
  | { is: 'added' | 'removed'; tile: string }
  | { is: 'moved' | 'resized'; tile: string; from: ScenePlace; to: ScenePlace }
  | { is: 'swapped'; tile: string; other: string }
  | { is: 'strip'; from: string | null; to: string | null }

const sizeOf = ({ columns, rows }: SceneFile) => `${columns} × ${rows}`
const stands = ({ column, row, width, height }: ScenePlace) => `${column} ${row} ${width} ${height}`

export function sceneDifferences(before: SceneFile, after: SceneFile): SceneDifference[] {
  const found: SceneDifference[] = []
  for (const language of ['vi', 'en'] as const)
    if (before.title[language] !== after.title[language])
      found.push({ is: 'title', from: before.title[language], to: after.title[language] })
  if (sizeOf(before) !== sizeOf(after)) found.push({ is: 'grid', from: sizeOf(before), to: sizeOf(after) })
  const was = new Map(before.places.map((place) => [place.tile, place]))
  const is = new Map(after.places.map((place) => [place.tile, place]))
  for (const { tile } of after.places) if (!was.has(tile)) found.push({ is: 'added', tile })
  for (const { tile } of before.places) if (!is.has(tile)) found.push({ is: 'removed', tile })
  const told = new Set<string>()
  for (const to of after.places) {
    const from = was.get(to.tile)
    if (!from || stands(from) === stands(to) || told.has(to.tile)) continue
    const other = after.places.find((each) => {
      const theirs = was.get(each.tile)
      return each.tile !== to.tile && theirs && stands(theirs) === stands(to) && stands(each) === stands(from)
    })
    if (other) {
      told.add(other.tile)
      found.push({ is: 'swapped', tile: to.tile, other: other.tile })
    } else {
      const isSameSize = from.width === to.width && from.height === to.height
      found.push({ is: isSameSize ? 'moved' : 'resized', tile: to.tile, from, to })
    }
  }
  if (before.strip !== after.strip) found.push({ is: 'strip', from: before.strip, to: after.strip })
  return found
}

type Entry = Playlist['scenes'][number]

export type PlaylistDifference =
  | { is: 'title'; from: string; to: string }
  | { is: 'added' | 'removed'; scene: string }
  | { is: 'order' }
  | { is: 'entry'; scene: string; from: Entry; to: Entry }
  | { is: 'alarm'; from: Playlist['alarm']; to: Playlist['alarm'] }
  | { is: 'night'; from: Playlist['night']; to: Playlist['night'] }

export function playlistDifferences(before: Playlist, after: Playlist): PlaylistDifference[] {
  const found: PlaylistDifference[] = []
  for (const language of ['vi', 'en'] as const)
    if (before.title[language] !== after.title[language])
      found.push({ is: 'title', from: before.title[language], to: after.title[language] })
  const [left, kept]: [Entry[], Entry[]] = [[...before.scenes], []]
  for (const to of after.scenes) {
    const at = left.findIndex(({ scene }) => scene === to.scene)
    const [from] = at < 0 ? [] : left.splice(at, 1)
    if (!from) found.push({ is: 'added', scene: to.scene })
    else {
      kept.push(from)
      if (!isSame(from, to)) found.push({ is: 'entry', scene: to.scene, from, to })
    }
  }
  for (const { scene } of left) found.push({ is: 'removed', scene })
  const order = before.scenes.filter((each) => kept.includes(each))
  if (order.some((each, at) => each !== kept[at])) found.push({ is: 'order' })
  if (!isSame(before.alarm, after.alarm)) found.push({ is: 'alarm', from: before.alarm, to: after.alarm })
  if (!isSame(before.night, after.night)) found.push({ is: 'night', from: before.night, to: after.night })
  return found
}

/** Of two plain values; the order of names is no difference. */
export function isSame(a: unknown, b: unknown): boolean {
  const [one, other] = [Object(a) as Record<string, unknown>, Object(b) as Record<string, unknown>]
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => isSame(one[name], other[name]))
}
