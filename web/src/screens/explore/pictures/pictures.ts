import type { Cube } from '../cube.ts'
import type { PictureKind } from '../view.ts'
import { BAR_PX, BAR_ROOM_PX, barOption } from './bar/option.ts'
import { columnOption } from './column/option.ts'
import { HEAT_ROOM_PX, HEAT_ROW_PX, heatOption } from './heat/option.ts'
import { lineOption } from './line/option.ts'
import type { Picture, Pressed } from './picture.ts'
import { pointsOf, scatterOption } from './scatter/option.ts'

const ofMember = (cube: Cube, place: number): Pressed => {
  const member = cube.rows[place]?.member.key
  return member === undefined ? null : { open: member }
}

const ofSlot = (cube: Cube, place: number): Pressed => {
  const at = cube.slots?.[place]
  return at === undefined ? null : { at }
}

/** Lines of one unit are pressed for a moment of theirs, lines of many for the one that is meant. */
const line: Picture = {
  option: lineOption,
  hasTime: true,
  pressed: (cube, place, series) => {
    const member =
      cube.rows.length > 1 ? cube.rows.find(({ member: { key } }) => key === series.split('\t')[0])?.member.key : undefined
    return member === undefined ? ofSlot(cube, place) : { pick: member }
  },
}

const bar: Picture = {
  option: barOption,
  height: ({ rows }) => BAR_ROOM_PX + BAR_PX * rows.length,
  hasTime: false,
  pressed: ofMember,
}

const column: Picture = { option: columnOption, hasTime: true, pressed: ofSlot }

const heat: Picture = {
  option: heatOption,
  height: ({ rows }) => HEAT_ROOM_PX + HEAT_ROW_PX * rows.length,
  hasTime: false,
  pressed: (cube, place) => {
    const told = cube.rows.flatMap(({ member, cells }) =>
      (cells[0] ?? []).flatMap((cell) => (cell?.value == null ? [] : [member.key])),
    )
    const member = told[place]
    return member === undefined ? null : { open: member }
  },
}

const isBetween = (value: number, [from, to]: readonly [number, number]) => value >= from && value <= to

const scatter: Picture = {
  option: scatterOption,
  hasTime: false,
  pressed: (cube, place) => {
    const member = pointsOf(cube)[place]?.member.key
    return member === undefined ? null : { pick: member }
  },
  within: (cube, across, up) =>
    pointsOf(cube).flatMap(({ member, x, y }) => (isBetween(x, across) && isBetween(y, up) ? [member.key] : [])),
}

/** How a view is drawn; null where it is a table alone, or a map, which is no chart. */
export function pictureOf(kind: PictureKind, { slots }: Pick<Cube, 'slots'>): Picture | null {
  if (kind === 'bar') return slots === null ? bar : column
  if (kind === 'line') return line
  if (kind === 'heat') return heat
  return kind === 'scatter' ? scatter : null
}
