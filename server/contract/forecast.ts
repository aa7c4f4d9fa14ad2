import { Localised } from '@ioc/sql/pack'
import { z } from 'zod'
import { instant } from './tiles.ts'
import { UnitName } from './trust.ts'

/** P10, P50 and P90: of a hundred years like it, so many per cent come to less. */
const Deciles = z.object({ p10: z.number(), p50: z.number(), p90: z.number() })
const Day = z.iso.date()
const Step = z.object({ day: Day, total: z.number() })

/** What a unit right below contributes, and by how much a working day changed it of late. */
const UnitPace = UnitName.extend({ value: z.number(), perDay: z.number() })

/** The same of what stands open: null where it is not told how much does now, or did then. */
const UnitStock = UnitName.extend({ value: z.number().nullable(), perDay: z.number().nullable() })

/** A running total on the way to the end of its year, as sql/src/forecast/year-ahead.ts reads it. */
export const YearAhead = z.object({
  kind: z.literal('year'),
  year: z.number().int(),
  /** The last whole day counted; null where nothing of the year is told. */
  last: Day.nullable(),
  end: Day,
  total: z.number().nullable(),
  target: z.object({ value: z.number(), clause: z.string(), document: z.string() }).nullable(),
  /** What it is to reach where no target does: what an indicator paced by the year takes its share of. */
  estimate: z.object({ value: z.number(), indicator: z.string(), title: Localised }).nullable(),
  /** After the last day counted, up to the end of the year. */
  workdaysLeft: z.number().int(),
  /** What a working day brought of late; null where too little is told. */
  perDay: z.number().nullable(),
  /** Null with fewer past years than needed. */
  prediction: Deciles.nullable(),
  years: z.number().int(),
  yearsNeeded: z.number().int(),
  /** Each past year as it would have been predicted on the same day by the others alone, and what it came to. */
  retold: z.array(Deciles.extend({ year: z.number().int(), came: z.number(), inside: z.boolean() })),
  /** The same at every month’s end but the last: how many were tried, and in how many the outcome lay between P10 and P90. */
  atMonthEnds: z.object({ tested: z.number().int(), inside: z.number().int() }),
  steps: z.array(Step),
  /** The same days of the year before. */
  before: z.array(Step),
  /** Through the rest of the year, a point a week. */
  path: z.array(Deciles.extend({ day: Day })),
  units: z.array(UnitPace),
})
export type YearAhead = z.infer<typeof YearAhead>

/** What stands open, and how it changed of late, as sql/src/forecast/stock-ahead.ts reads it. */
export const StockAhead = z.object({
  kind: z.literal('stock'),
  value: z.number().nullable(),
  earlier: z.number().nullable(),
  earlierAt: instant,
  perDay: z.number().nullable(),
  /** The next weeks from today on, and how many working days lie up to each. */
  weeks: z.array(z.object({ day: Day, workdays: z.number().int() })),
  units: z.array(UnitStock),
})
export type StockAhead = z.infer<typeof StockAhead>

export const ForecastAnswer = z.object({
  indicator: z.string(),
  unit: UnitName,
  asOf: instant.nullable(),
  computedAt: instant,
  ahead: z.discriminatedUnion('kind', [YearAhead, StockAhead]),
})
export type ForecastAnswer = z.infer<typeof ForecastAnswer>
