import { z } from 'zod'

// What a domain declares about itself. Pure data and zod only, so that the browser may read it too.

/** A sentence a user reads, in every language the product speaks. */
export const Localised = z.object({ vi: z.string().min(1), en: z.string().min(1) })
export type Localised = z.infer<typeof Localised>

/** Units of measurement. A formula may add only like to like. */
export const UnitOfMeasurement = z.enum(['dossier', 'article', 'story', 'dong', 'percent', 'ratio', 'count'])
export type UnitOfMeasurement = z.infer<typeof UnitOfMeasurement>

const id = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'an id reads domain.name, in lower case')

/**
 * A quantity that facts contribute to: (measure, unit, bucket, dims) → value.
 * `units` and `time` say how it combines: dossiers received are sum/sum, a reported year-to-date figure sum/last,
 * a rank none/last.
 */
export const Measure = z.object({
  id,
  title: Localised,
  unit: UnitOfMeasurement,
  units: z.enum(['sum', 'none']),
  time: z.enum(['sum', 'last', 'none']),
  /** The width of a bucket; a bucket is named by the instant it begins, in the province's zone. */
  grain: z.enum(['hour', 'day', 'month', 'year']),
  dims: z.array(z.string()).default([]),
})
export type Measure = z.infer<typeof Measure>

/** The span of time a reading speaks of, counted back from the moment it is asked for. */
export const Period = z.enum(['now', 'today', 'last24h', 'month', 'year'])
export type Period = z.infer<typeof Period>

/** Thresholds from mild to severe, in the indicator's own unit of measurement. */
export const Levels = z.object({
  watch: z.number().optional(),
  warn: z.number().optional(),
  critical: z.number().optional(),
})
export type Levels = z.infer<typeof Levels>

/** A KPI: a formula over measures. See sql/src/indicators/formula.ts for the language. */
export const Indicator = z.object({
  id,
  title: Localised,
  formula: z.string().max(2_000),
  unit: UnitOfMeasurement,
  decimals: z.number().int().min(0).max(4).default(0),
  /** Which way is better. */
  direction: z.enum(['up', 'down', 'none']),
  period: Period,
  levels: Levels.default({}),
  /** The legal document or formula note the definition rests on. */
  basis: z.string(),
})
export type Indicator = z.infer<typeof Indicator>

export const Target = z.object({
  indicator: id,
  value: z.number(),
  /** First and last day it holds, yyyy-mm-dd. */
  from: z.iso.date(),
  to: z.iso.date(),
  clause: z.string(),
})
export type Target = z.infer<typeof Target>

/**
 * A tile is a kind of picture (a folder of web/src/tiles) over indicators or measures of this domain.
 * `kind` decides what the server computes for it: see server/contract/tiles.ts.
 */
export const Tile = z.discriminatedUnion('kind', [
  z.object({ id, kind: z.literal('stat'), indicator: id, title: Localised.optional() }),
  z.object({
    id,
    kind: z.literal('progress'),
    title: Localised,
    /** The figure reached so far, and the figure the year must reach. */
    actual: id,
    plan: id,
  }),
  z.object({ id, kind: z.literal('communes'), title: Localised, indicator: id }),
  z.object({
    id,
    kind: z.literal('trend'),
    title: Localised,
    indicators: z.array(id).min(1).max(4),
    days: z.number().int().min(7).max(92),
  }),
  /** Mentions by the hour, the stories among them drawn apart from their reprints. */
  z.object({ id, kind: z.literal('bars'), title: Localised, measure: id, stories: id, hours: z.number().int().min(6).max(48) }),
  z.object({
    id,
    kind: z.literal('ranking'),
    title: Localised,
    measure: id,
    by: z.string(),
    period: Period,
    rows: z.number().int().min(3).max(20),
  }),
  z.object({ id, kind: z.literal('stream'), title: Localised, rows: z.number().int().min(3).max(40) }),
  z.object({ id, kind: z.literal('feeds'), title: Localised }),
])
export type Tile = z.infer<typeof Tile>

/** A kind of record that a feed's mapping can aim at: one domain table, one normaliser. */
export const RecordKind = z.object({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: Localised,
  table: z.string().regex(/^[a-z][a-z0-9_]*_fact$/),
})
export type RecordKind = z.infer<typeof RecordKind>

export const Pack = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: Localised,
  kinds: z.array(RecordKind).min(1),
  measures: z.array(Measure).min(1),
  indicators: z.array(Indicator),
  targets: z.array(Target).default([]),
  tiles: z.array(Tile).default([]),
})
export type Pack = z.infer<typeof Pack>

/** Declares a domain. Written as `export default defineDomain({...})` in sql/domains/<domain>/index.ts. */
export function defineDomain(pack: z.input<typeof Pack>): Pack {
  return Pack.parse(pack)
}
