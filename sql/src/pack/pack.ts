import { z } from 'zod'

// What a domain declares about itself. Pure data and zod only, so that the browser may read it too.

/** A sentence a user reads, in every language the product speaks. */
export const Localised = z.object({ vi: z.string().min(1), en: z.string().min(1) })
export type Localised = z.infer<typeof Localised>

/** Units of measurement. A formula may add only like to like. Their words are in web/src/text. */
export const UnitOfMeasurement = z.enum([
  'dossier',
  'article',
  'story',
  'dong',
  'person',
  'percent',
  'ratio',
  'count',
  'dong_per_person',
  'dossier_per_person',
])
export type UnitOfMeasurement = z.infer<typeof UnitOfMeasurement>

/** What one unit of measurement for each of another is called; a ratio not listed here is refused. */
export const RATIO_UNITS: { unit: UnitOfMeasurement; of: UnitOfMeasurement; per: UnitOfMeasurement }[] = [
  { unit: 'dong_per_person', of: 'dong', per: 'person' },
  { unit: 'dossier_per_person', of: 'dossier', per: 'person' },
]

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
  /** Which weights carry it where a unit was split and its figures must be estimated for the parts. */
  basis: z.enum(['people', 'area', 'dossiers']).default('people'),
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

/** What an indicator means from a day on. */
export const DatedFormula = z.object({
  /** First day it holds. */
  from: z.iso.date(),
  formula: z.string().max(2_000),
  /** The legal document or formula note it rests on. */
  basis: z.string().min(1),
  /** What changed, for whoever sees the seam in a series. */
  note: Localised,
})
export type DatedFormula = z.infer<typeof DatedFormula>

/** Who has checked that a definition says what its legal basis says. */
export const Certificate = z.object({
  by: Localised,
  on: z.iso.date(),
  /** The fingerprint of the definition they checked; a changed definition has another, and this no longer certifies it. */
  definition: z.string(),
})
export type Certificate = z.infer<typeof Certificate>

/**
 * A KPI: a formula over measures (sql/src/indicators/formula.ts has the language), or `definitions` where the formula has
 * changed with time. How it adds up and how fine it is follow from the formula.
 */
export const Indicator = z.object({
  id,
  title: Localised,
  formula: z.string().max(2_000).optional(),
  /** The legal document or formula note the formula rests on. */
  basis: z.string().min(1).optional(),
  definitions: z.array(DatedFormula).min(1).optional(),
  unit: UnitOfMeasurement,
  decimals: z.number().int().min(0).max(4).default(0),
  /** Which way is better. */
  direction: z.enum(['up', 'down', 'none']),
  period: Period,
  levels: Levels.default({}),
  /** Who answers for it: the key of a unit, or a role. */
  owner: z.union([z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'a unit key, or { vi, en } for a role'), Localised]),
  certified: Certificate.optional(),
  /** Seconds of silence after which it is stale; its feeds' own promise where absent. */
  maxAge: z.number().positive().optional(),
  /** Days after a period's end within which a figure still to come is not yet due, rather than missing. */
  dueAfterDays: z.number().int().min(0).optional(),
  /** The smallest count that may be shown: 1 up to one below it would point at persons. */
  smallest: z.number().int().min(2).optional(),
  /** The day from which it is no longer published. */
  withdrawnFrom: z.iso.date().optional(),
})
export type Indicator = z.infer<typeof Indicator>

/** `unit` and `level` together mean the units of that kind below the unit. */
export const Target = z.object({
  indicator: id,
  value: z.number(),
  /** The key of the unit it is set for. */
  unit: z.string().optional(),
  /** The kind of unit it is set for: province, commune, department. */
  level: z.string().optional(),
  /** First and last day it holds. */
  from: z.iso.date(),
  to: z.iso.date(),
  clause: z.string().min(1),
  /** The plan the clause stands in. */
  document: z.string().min(1),
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

/** What people call the dimensions of measures and their values; a value not listed is called by itself. */
export const Dimensions = z.record(
  z.string(),
  z.object({ title: Localised, values: z.record(z.string(), Localised).default({}) }),
)
export type Dimensions = z.infer<typeof Dimensions>

export const Pack = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: Localised,
  kinds: z.array(RecordKind).min(1),
  measures: z.array(Measure).min(1),
  dims: Dimensions.default({}),
  indicators: z.array(Indicator),
  targets: z.array(Target).default([]),
  tiles: z.array(Tile).default([]),
})
export type Pack = z.infer<typeof Pack>

/** The part of a pack that says what its numbers mean; kept for good, so that the past can be read as it was defined then. */
export const Meaning = Pack.pick({ id: true, measures: true, indicators: true, targets: true }).extend({
  /** The fingerprint of contributions.sql: what the measures count. */
  rule: z.string(),
})
export type Meaning = z.infer<typeof Meaning>

/** Declares a domain. Written as `export default defineDomain({...})` in sql/domains/<domain>/index.ts; checked on loading. */
export function defineDomain(pack: z.input<typeof Pack>): z.input<typeof Pack> {
  return pack
}
