import { Levels, Localised, Period, UnitOfMeasurement } from '@ioc/sql/pack'
import { z } from 'zod'

// What the wall is told. The web computes no indicator: it draws these.

export const instant = z.iso.datetime({ offset: true })

/**
 * How far a number may be trusted. `zero` is a real zero; `missing` is the lack of a number; `stale` is a number whose
 * source has broken its freshness promise.
 */
export const ReadingState = z.enum(['ok', 'zero', 'missing', 'not_yet_due', 'provisional', 'stale', 'suppressed', 'withdrawn'])
export type ReadingState = z.infer<typeof ReadingState>

/** Against its thresholds; null where the indicator has none or there is no number. */
export const Level = z.enum(['good', 'watch', 'warn', 'critical'])
export type Level = z.infer<typeof Level>

export const Clocks = z.object({
  /** The period it speaks of, half-open. */
  from: instant,
  to: instant,
  /** The source's own clock. */
  sourceAsOf: instant.nullable(),
  /** When the newest contributing page reached us. */
  receivedAt: instant.nullable(),
  computedAt: instant,
})
export type Clocks = z.infer<typeof Clocks>

export const Reading = z.object({
  indicator: z.string(),
  title: Localised,
  unit: UnitOfMeasurement,
  decimals: z.number(),
  direction: z.enum(['up', 'down', 'none']),
  period: Period,
  value: z.number().nullable(),
  state: ReadingState,
  level: Level.nullable(),
  clocks: Clocks,
  /** Seconds by which the slowest source is past its promise; 0 while it keeps it. */
  lateBy: z.number(),
  simulated: z.boolean(),
  /** Who answers for the number. */
  owner: z.string().nullable(),
  target: z.object({ value: z.number(), clause: z.string() }).nullable(),
  /** The same span of the year before: the comparison that matters. */
  before: z.number().nullable(),
  /** Part of it was shared out between the successors of a split unit. */
  estimate: z.boolean(),
  /** As of a moment before we listened: what the source later told of its own past. */
  reconstructed: z.boolean(),
})
export type Reading = z.infer<typeof Reading>

export const Point = z.object({ at: instant, value: z.number().nullable(), provisional: z.boolean(), estimate: z.boolean() })
export type Point = z.infer<typeof Point>

const common = { id: z.string(), title: Localised }

export const StatTile = z.object({ ...common, kind: z.literal('stat'), reading: Reading, spark: z.array(Point) })
export const ProgressTile = z.object({
  ...common,
  kind: z.literal('progress'),
  actual: Reading,
  plan: Reading,
  /** actual ÷ plan, 0–1 and beyond; null when either is missing. */
  share: z.number().nullable(),
  /** How much of the year has gone by, 0–1. */
  elapsed: z.number(),
  level: Level.nullable(),
})
export const CommunesTile = z.object({
  ...common,
  kind: z.literal('communes'),
  indicator: z.string(),
  unit: UnitOfMeasurement,
  state: ReadingState,
  clocks: Clocks,
  lateBy: z.number(),
  simulated: z.boolean(),
  levels: Levels,
  direction: z.enum(['up', 'down', 'none']),
  /** The date whose map is shown: units valid on it. */
  geography: z.iso.date(),
  cells: z.array(
    z.object({
      unit: z.string(),
      name: z.string(),
      /** Column and row of the unit's hexagon on the schematic map. */
      column: z.number().int(),
      row: z.number().int(),
      value: z.number().nullable(),
      level: Level.nullable(),
      estimate: z.boolean(),
    }),
  ),
})
export const TrendTile = z.object({
  ...common,
  kind: z.literal('trend'),
  unit: UnitOfMeasurement,
  clocks: Clocks,
  state: ReadingState,
  lateBy: z.number(),
  simulated: z.boolean(),
  series: z.array(z.object({ indicator: z.string(), title: Localised, points: z.array(Point) })),
})
export const BarsTile = z.object({
  ...common,
  kind: z.literal('bars'),
  measure: z.string(),
  /** The period its total is of, to ask for its proof; null where no period is as long. */
  period: Period.nullable(),
  unit: UnitOfMeasurement,
  clocks: Clocks,
  state: ReadingState,
  lateBy: z.number(),
  simulated: z.boolean(),
  total: z.number(),
  /** Stacks in drawing order, each with a value per hour of `hours`. */
  hours: z.array(instant),
  stacks: z.array(z.object({ key: z.string(), title: Localised, values: z.array(z.number()) })),
})
export const RankingTile = z.object({
  ...common,
  kind: z.literal('ranking'),
  measure: z.string(),
  period: Period,
  unit: UnitOfMeasurement,
  clocks: Clocks,
  state: ReadingState,
  lateBy: z.number(),
  simulated: z.boolean(),
  rows: z.array(z.object({ key: z.string(), title: Localised, value: z.number() })),
})
export const StreamTile = z.object({
  ...common,
  kind: z.literal('stream'),
  state: ReadingState,
  lateBy: z.number(),
  simulated: z.boolean(),
  items: z.array(
    z.object({
      id: z.string(),
      feed: z.string(),
      at: instant,
      title: z.string(),
      outlet: z.string(),
      /** How many outlets carried the story. */
      copies: z.number().int(),
    }),
  ),
})
export const FeedsTile = z.object({
  ...common,
  kind: z.literal('feeds'),
  feeds: z.array(
    z.object({
      id: z.string(),
      title: Localised,
      owner: z.string(),
      /** `waiting`: no run yet. `failing`: the last run failed. `late`: past its promise. */
      state: z.enum(['ok', 'running', 'waiting', 'failing', 'late']),
      simulated: z.boolean(),
      lastContactAt: instant.nullable(),
      lastChangeAt: instant.nullable(),
      promiseSeconds: z.number(),
      /** Records of the last 24 hours. */
      read: z.number(),
      held: z.number(),
      error: z.string().nullable(),
    }),
  ),
})

export const TileData = z.discriminatedUnion('kind', [
  StatTile,
  ProgressTile,
  CommunesTile,
  TrendTile,
  BarsTile,
  RankingTile,
  StreamTile,
  FeedsTile,
])
export type TileData = z.infer<typeof TileData>
export type TileOf<K extends TileData['kind']> = Extract<TileData, { kind: K }>
