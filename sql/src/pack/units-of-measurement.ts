import { z } from 'zod'

export const UnitId = z.string().regex(/^[a-z][a-z0-9_]*$/, 'a unit of measurement reads bed_per_10000, in lower case')
export type UnitId = z.infer<typeof UnitId>

/** A unit of measurement as people read it. */
export const UnitOfMeasurement = z.object({ id: UnitId, vi: z.string(), en: z.string() })
export type UnitOfMeasurement = z.infer<typeof UnitOfMeasurement>

/**
 * Units of measurement by id, as a pack declares them. `of` and `per` make one the unit of a ratio: so many beds for `each`
 * of so many people. A formula may add only like to like.
 */
export const UnitsOfMeasurement = z.record(
  UnitId,
  z.object({
    vi: z.string(),
    en: z.string(),
    of: UnitId.optional(),
    per: UnitId.optional(),
    each: z.number().positive().optional(),
  }),
)
export type UnitsOfMeasurement = z.infer<typeof UnitsOfMeasurement>

/** What every domain may count in without declaring it. Bare numbers alone go without a word. */
export const CORE_UNITS: UnitsOfMeasurement = {
  count: { vi: '', en: '' },
  ratio: { vi: '', en: '' },
  percent: { vi: '%', en: '%' },
  percentage_point: { vi: 'điểm %', en: 'pp' },
  point: { vi: 'điểm', en: 'points' },
  rank: { vi: 'hạng', en: 'rank' },
  dong: { vi: 'đồng', en: 'dong' },
  person: { vi: 'người', en: 'people' },
  dong_per_person: { vi: 'đồng/người', en: 'dong per person', of: 'dong', per: 'person' },
  minute: { vi: 'phút', en: 'minutes' },
  hour: { vi: 'giờ', en: 'hours' },
  day: { vi: 'ngày', en: 'days' },
}
