import { z } from 'zod'
import type { Localised } from '../pack/pack.ts'

/** Finer than this nothing is read on a wall. */
export const MOST_FIELDS = 48
/** More tiles no scene has: each is asked for by whoever shows it. */
export const MOST_PLACES = 100

export const LayoutKey = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Mã gồm chữ thường không dấu, số và gạch nối.')
  .max(64)

const words = z
  .string()
  .trim()
  .min(1, 'Ghi tên bằng cả tiếng Việt và tiếng Anh.')
  .max(120, 'Tên dài quá 120 ký tự. Rút ngắn lại.')
  .regex(/[\p{L}\p{N}]/u, 'Tên cần ít nhất một chữ hoặc số.')
export const LayoutTitle = z.object({ vi: words, en: words })

const field = z
  .number()
  .int('Ô chỉ đứng trọn cột, trọn hàng.')
  .min(1, 'Cột và hàng tính từ 1.')
  .max(MOST_FIELDS, `Nhiều nhất ${MOST_FIELDS} cột, ${MOST_FIELDS} hàng.`)

/** Where a tile stands on the grid of its scene; columns and rows count from 1. */
export const ScenePlace = z.strictObject({
  tile: z.string().min(1).max(128),
  column: field,
  row: field,
  width: field,
  height: field,
})
export type ScenePlace = z.infer<typeof ScenePlace>

/** What stands where on a wall. `strip` runs along the foot. That it holds together is another question: `sceneTrouble`. */
export const SceneFile = z.strictObject({
  id: LayoutKey,
  title: LayoutTitle,
  columns: field,
  rows: field,
  // Counted before each is looked at: of a hundred thousand one refusal is enough.
  places: z
    .array(z.unknown())
    .max(MOST_PLACES, `Nhiều nhất ${MOST_PLACES} ô trong một cảnh. Bỏ bớt ô.`)
    .pipe(z.array(ScenePlace)),
  strip: z.string().min(1).max(128).nullable().default(null),
})
export type SceneFile = z.infer<typeof SceneFile>

type Rectangle = Pick<ScenePlace, 'column' | 'row' | 'width' | 'height'>
export type Grid = Pick<SceneFile, 'columns' | 'rows'>

export function liesOver(a: Rectangle, b: Rectangle): boolean {
  return a.column < b.column + b.width && b.column < a.column + a.width && a.row < b.row + b.height && b.row < a.row + a.height
}

export function isWithin({ column, row, width, height }: Rectangle, { columns, rows }: Grid): boolean {
  return column >= 1 && row >= 1 && width >= 1 && height >= 1 && column + width - 1 <= columns && row + height - 1 <= rows
}

/** Why a scene cannot be shown: a tile beyond the grid, two on one field, one twice, one nobody knows. Null where it can. */
export function sceneTrouble(
  scene: SceneFile,
  isKnown: (tile: string) => boolean,
  nameOf = (tile: string) => tile,
): Localised | null {
  const { places, strip } = scene
  const said = (tile: string) => `«${nameOf(tile)}»`
  const seen = new Set<string>()
  for (const [at, place] of places.entries()) {
    const name = said(place.tile)
    if (!isKnown(place.tile))
      return {
        vi: `Không có ô ${name}. Bỏ ô ấy khỏi cảnh.`,
        en: `There is no tile ${name}: neither a domain nor an indicator of the province's own declares it. Take it out.`,
      }
    if (seen.has(place.tile))
      return { vi: `Ô ${name} có hai chỗ. Giữ một chỗ.`, en: `The tile ${name} has two places. Keep one.` }
    seen.add(place.tile)
    if (!isWithin(place, scene))
      return {
        vi: `Ô ${name} ra ngoài lưới ${scene.columns} × ${scene.rows}. Dời hoặc thu nhỏ ô.`,
        en: `The tile ${name} lies beyond the grid of ${scene.columns} × ${scene.rows}. Move it or make it smaller.`,
      }
    const other = places.slice(0, at).find((each) => liesOver(each, place))
    if (other)
      return {
        vi: `Ô ${name} đè lên ô ${said(other.tile)}. Dời hoặc thu nhỏ một trong hai.`,
        en: `The tile ${name} lies over the tile ${said(other.tile)}. Move one or make it smaller.`,
      }
  }
  if (strip !== null && !isKnown(strip))
    return {
      vi: `Không có dải chạy ${said(strip)}. Chọn dải khác.`,
      en: `There is no tile ${said(strip)} to run along the foot. Choose another.`,
    }
  return null
}
