import { z } from 'zod'
import { UnitId, UnitsOfMeasurement } from './units-of-measurement.ts'

export { UnitOfMeasurement } from './units-of-measurement.ts'

// What a domain declares about itself. Pure data and zod only, so that the browser may read it too.

/** A sentence a user reads, in every language the product speaks. */
export const Localised = z.object({ vi: z.string().min(1), en: z.string().min(1) })
export type Localised = z.infer<typeof Localised>

/** Who may see a figure, from anybody to the few: what a room with visitors in it shows is up to its own (server/src/plugins/visitors.ts). */
export const Classification = z.enum(['open', 'internal', 'restricted'])
export type Classification = z.infer<typeof Classification>

const id = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'an id reads domain.name, in lower case')

/**
 * A quantity that facts contribute to: (measure, unit, bucket, dims) → value.
 * `units` and `time` say how it combines: dossiers received are sum/sum, a reported year-to-date figure sum/last,
 * a rank none/last.
 */
export const Measure = z
  .object({
    id,
    title: Localised,
    unit: UnitId,
    units: z.enum(['sum', 'none']),
    time: z.enum(['sum', 'last', 'none']),
    /** The width of a bucket; a bucket is named by the instant it begins, in the province's zone. */
    grain: z.enum(['hour', 'day', 'month', 'year']),
    dims: z.array(z.string()).default([]),
    /** A dimension whose values tell the same thing over again, such as who counted: they are never added up. */
    apart: z.string().optional(),
    /** The smallest count of it that may be shown: 1 up to one below it would point at persons. */
    smallest: z.number().int().min(2).optional(),
    /** Each figure is what its year has come to up to then, so it speaks of the year from its beginning on. */
    runsFrom: z.literal('year').optional(),
    /** It comes in reports: of a period of which none has come nothing is known, where silence of events would be a 0. */
    reported: z.boolean().optional(),
    /** A measure of the same records that is never empty for long: since it was first told, silence of this one is a 0. */
    countedWith: id.optional(),
    /** A measure that counts the same by other dimensions: what is held back of one is held back of the other. */
    sameAs: id.optional(),
    /** What another feed has not told counts in it, so every feed of its domain stands behind it. */
    toldByAll: z.boolean().optional(),
    /** Which weights carry it where a unit was split and its figures must be estimated for the parts. */
    basis: z.enum(['people', 'area', 'dossiers']).default('people'),
    /** Where several tell the same figure, values of the dim `source`, the most trusted first: the first of them stands. */
    sources: z.array(z.string()).min(2).optional(),
    /** Figures of these buckets, half-open, are shown from `until` on and not before; set by people (sql/src/embargo). */
    embargoes: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime(), until: z.iso.datetime() })).optional(),
  })
  .refine(
    ({ smallest, dims }) => smallest === undefined || dims.length <= 1,
    'a count that is hidden where it is small has one dimension at most: what is told by two at once can be taken from each other',
  )
export type Measure = z.infer<typeof Measure>

/** With what a value is compared: the same days of last year, the days that lay as far from last year's Tết, the stretch right before, as long as it, the target that a plan sets, or the middle of the other units of its kind beside it. */
export const Comparison = z.enum(['solar', 'lunar', 'previous', 'target', 'peers'])
export type Comparison = z.infer<typeof Comparison>

/**
 * The span of time a reading speaks of, counted back from the moment it is asked for. `month`, `quarter` and `year` are those
 * under way, `last_month` and `last12m` whole months that are over, `latest` the newest figure reported within five years.
 */
export const Period = z.enum(['now', 'today', 'last24h', 'last7d', 'month', 'last_month', 'quarter', 'year', 'last12m', 'latest'])
export type Period = z.infer<typeof Period>

/** A span no indicator has by itself and everybody may ask for: from the day the map of the unit’s province last changed. */
export const SINCE_MERGER = 'since_merger'

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
  formula: z.string().max(4_000),
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
  formula: z.string().max(4_000).optional(),
  /** The legal document or formula note the formula rests on. */
  basis: z.string().min(1).optional(),
  definitions: z.array(DatedFormula).min(1).optional(),
  unit: UnitId,
  decimals: z.number().int().min(0).max(4).default(0),
  /** Which way is better. */
  direction: z.enum(['up', 'down', 'none']),
  period: Period,
  levels: Levels.default({}),
  /** A percentage of a year's plan, to date: its levels are percentage points beside the part of the year that has gone by. */
  paced: z.boolean().optional(),
  /** Who answers for it: the key of a unit, or a role. */
  owner: z.union([z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'a unit key, or { vi, en } for a role'), Localised]),
  certified: Certificate.optional(),
  /** Seconds of silence after which it is stale; its feeds' own promise where absent. */
  maxAge: z.number().positive().optional(),
  /** Days after a period's end within which a figure still to come is not yet due, rather than missing. */
  dueAfterDays: z.number().int().min(0).optional(),
  /** Of a year it tells the part that ends with its so many first months, which is not due before they are over. */
  firstMonths: z.number().int().min(1).max(12).optional(),
  /** The smallest count that may be shown: 1 up to one below it would point at persons. */
  smallest: z.number().int().min(2).optional(),
  /** The day from which it is no longer published. */
  withdrawnFrom: z.iso.date().optional(),
  /** Its domain's where absent. */
  classification: Classification.optional(),
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

/** By dimension, the values that count. */
const Where = z.record(z.string(), z.array(z.string()).min(1))
export type Where = z.infer<typeof Where>

/** What the figure a year must reach is called inside a sentence. */
const Planned = Localised.default({ vi: 'dự toán', en: 'the estimate' })

/**
 * What every tile declares; its note stands under the picture: that a machine judged, say. It is classified as the figures it shows are, and
 * `classification` can only make that stricter.
 */
const tile = { id, note: Localised.optional(), classification: Classification.optional() }

/**
 * A tile is a kind of picture (a folder of web/src/tiles) over indicators or measures of this domain.
 * `kind` decides what the server computes for it: see server/contract/tiles.ts.
 */
export const Tile = z.discriminatedUnion('kind', [
  z.object({ ...tile, kind: z.literal('stat'), indicator: id, title: Localised.optional() }),
  z.object({
    ...tile,
    kind: z.literal('progress'),
    title: Localised,
    /** The figure reached so far, and the figure the year must reach, called by its name. */
    actual: id,
    plan: id,
    planned: Planned,
  }),
  z.object({ ...tile, kind: z.literal('communes'), title: Localised, indicator: id }),
  z.object({
    ...tile,
    kind: z.literal('trend'),
    title: Localised,
    indicators: z.array(id).min(1).max(4),
    days: z.number().int().min(7).max(92).optional(),
    /** Months instead, for what is told once a month. */
    months: z.number().int().min(6).max(36).optional(),
    /** The line behind which is drawn where it usually lies; the one there is where it stands alone. */
    usual: id.optional(),
  }),
  /** Mentions by the hour, the stories among them drawn apart from their reprints. */
  z.object({
    ...tile,
    kind: z.literal('bars'),
    title: Localised,
    measure: id,
    stories: id,
    hours: z.number().int().min(6).max(48),
  }),
  /** What an hour of each day of the week brings on average, over so many whole weeks. */
  z.object({
    ...tile,
    kind: z.literal('heat'),
    title: Localised,
    measure: id,
    weeks: z.number().int().min(2).max(13).default(4),
  }),
  z.object({
    ...tile,
    kind: z.literal('ranking'),
    title: Localised,
    measure: id,
    by: z.string(),
    period: Period,
    rows: z.number().int().min(3).max(20),
    /** Each as its part of them all: the indicator that says so of one value, such as share(a, whole(a), none). */
    share: id.optional(),
  }),
  /** What goes through steps one after the other: the indicator that counts those who reached each, and the money with them. */
  z.object({
    ...tile,
    kind: z.literal('funnel'),
    title: Localised,
    steps: z
      .array(z.object({ indicator: id, amount: id.optional() }))
      .min(2)
      .max(8),
  }),
  /**
   * Values side by side: of several indicators as they are listed, or of one over units or over the values of a dimension, the
   * worst first.
   */
  z.object({
    ...tile,
    kind: z.literal('comparison'),
    title: Localised,
    indicators: z.array(id).min(1).max(20),
    /** What each is called here, in their order, where the title has said the rest. */
    names: z.array(Localised).optional(),
    /** Kinds of units to compare the first indicator over. */
    units: z.array(z.string()).optional(),
    /** A dimension to compare it over. */
    by: z.string().optional(),
    /** Values of the dimension of which less is known are left out: the smallest last term of the formula, say a denominator. */
    least: z.number().optional(),
    /**
     * What would stand beside them and cannot be measured: said at the end, in place of a number, with what somebody else
     * publishes of it where an indicator tells, or why there is none.
     */
    unmeasured: z.array(z.object({ title: Localised, published: id.optional(), why: Localised.optional() })).default([]),
    rows: z.number().int().min(3).max(30).default(12),
  }),
  /**
   * What is late at each unit, stacked by how late it is: the bands from the least late to the latest, each counted apart from the others. First the unit
   * that has most of the latest.
   */
  z.object({
    ...tile,
    kind: z.literal('ageing'),
    title: Localised,
    /** Kinds of units. */
    units: z.array(z.string()).min(1),
    bands: z
      .array(z.object({ indicator: id, title: Localised }))
      .min(2)
      .max(4),
    rows: z.number().int().min(3).max(30).default(12),
  }),
  /** Units, or values of a dimension, below each other and indicators beside each other, in each section the busiest row first. */
  z.object({
    ...tile,
    kind: z.literal('table'),
    title: Localised,
    /** Of one period, or each saying its own. The first says which row is the busiest. */
    columns: z
      .array(z.object({ indicator: id, title: Localised }))
      .min(2)
      .max(10),
    /** A dimension whose values are the rows, in place of units. */
    by: z.string().optional(),
    /**
     * `units`: keys of units or kinds of them; a unit stands where its key does, else where its kind does. `where`, in a table by a
     * dimension: the rows counted where other dimensions have these values, all that are left where it is absent. `lines`: rows that are
     * neither, each with an indicator of its own for every column, in the order they stand.
     */
    sections: z
      .array(
        z.object({
          title: Localised,
          units: z.array(z.string()).default([]),
          where: Where.optional(),
          lines: z.array(z.object({ title: Localised, indicators: z.array(id) })).default([]),
        }),
      )
      .min(1),
  }),
  /** An indicator split by the values of a dimension, newest figures too, each beside what it is meant to reach. */
  z.object({
    ...tile,
    kind: z.literal('breakdown'),
    title: Localised,
    /** Says over which span, and how far to trust it. */
    of: id,
    measure: id,
    /** What each value is meant to reach, or the most it can. */
    whole: id.optional(),
    by: z.string(),
    /** Only where other dimensions have these values. */
    where: Where.default({}),
    rows: z.number().int().min(2).max(20),
  }),
  /** A year's running total on its way to its plan: what each day must bring, and where the year is heading by past years. */
  z.object({
    ...tile,
    kind: z.literal('outlook'),
    title: Localised,
    actual: id,
    plan: id,
    planned: Planned,
    /** What of the year still comes in the January after it, as told then; the year is then over on 31 January. */
    late: id.optional(),
  }),
  /** A published score with its place among so many, and the editions before it. */
  z.object({ ...tile, kind: z.literal('scorecard'), title: Localised, score: id, rank: id.optional(), ranked: id.optional() }),
  z.object({ ...tile, kind: z.literal('stream'), title: Localised, rows: z.number().int().min(3).max(40) }),
  /** The matters most spoken of in the last 24 hours (issues.sql), each with its tone, its place and who answers for it. */
  z.object({ ...tile, kind: z.literal('mentions'), title: Localised, measure: id, rows: z.number().int().min(3).max(20) }),
  /** Whether more is said in the last `hours` than is usual at this hour of the week, and what makes it so. */
  z.object({
    ...tile,
    kind: z.literal('spike'),
    title: Localised,
    measure: id,
    /** The dimensions, besides places, in which the reason is looked for. */
    by: z.array(z.string()).min(1).max(3),
    hours: z.number().int().min(1).max(12),
    /** How many weeks are looked back on. */
    weeks: z.number().int().min(4).max(12),
    /** Thresholds of the z-score. */
    levels: Levels,
  }),
  z.object({ ...tile, kind: z.literal('feeds'), title: Localised }),
  /** Every clause of the province's plans with how it stands. */
  z.object({ ...tile, kind: z.literal('plan'), title: Localised }),
  /** How long is left for what is due next, of plans and of what was ordered. */
  z.object({ ...tile, kind: z.literal('countdown'), title: Localised }),
  /** What the alert rules have raised and is not over, by its cause. */
  z.object({ ...tile, kind: z.literal('alerts'), title: Localised }),
  /** What was ordered and is not done, the most overdue first. */
  z.object({ ...tile, kind: z.literal('directives'), title: Localised }),
])
export type Tile = z.infer<typeof Tile>

/**
 * A way down from a figure to the records behind it, a click a level: by the units below, or by the values of a dimension. It ends with
 * the records, which it need not name.
 */
export const DrillPath = z.object({
  id,
  title: Localised,
  /** The indicators it is offered for; every one of the domain that can be split so where absent. */
  indicators: z.array(id).min(1).optional(),
  levels: z
    .array(
      z.object({
        /** `unit`, or a dimension. */
        by: z.string().min(1),
        /** Of units, only those of this kind. */
        kind: z.string().min(1).optional(),
        /** What the level is called; the dimension's own title where absent. */
        title: Localised.optional(),
      }),
    )
    .min(1)
    .max(6),
})
export type DrillPath = z.infer<typeof DrillPath>

/** A kind of record that a feed's mapping can aim at: one domain table, one normaliser. */
export const RecordKind = z.object({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: Localised,
  table: z.string().regex(/^[a-z][a-z0-9_]*_fact$/),
  /** The columns shown in a list of its records, in order; every plain one that has a word in fields.csv where absent. */
  shows: z.array(z.string()).optional(),
})
export type RecordKind = z.infer<typeof RecordKind>

/** What people call the dimensions of measures and their values; a value not listed is called by itself. */
export const Dimensions = z.record(
  z.string(),
  z.object({
    title: Localised,
    values: z.record(z.string(), Localised).default({}),
    /** The values are steps of a scale, and are shown in the order they stand here, not by size. */
    isScale: z.boolean().optional(),
  }),
)
export type Dimensions = z.infer<typeof Dimensions>

/**
 * What is kept of persons in one column: what, what for, on which basis, and how long. `in force`: as long as what it belongs to is;
 * `for good` says why.
 */
export const Personal = z
  .object({
    what: Localised,
    where: z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'where reads table.column'),
    purpose: Localised,
    /** The legal document it rests on. */
    basis: z.string().min(1),
    kept: z.enum(['in force', 'for good']),
    why: Localised.optional(),
  })
  .refine(({ kept, why }) => kept !== 'for good' || why !== undefined, 'what is kept for good says why')
export type Personal = z.infer<typeof Personal>

/** Of a column of facts. */
export const KEPT_AS_FACTS = {
  kept: 'for good',
  why: {
    vi: 'Con số phải cộng lại được từ từng bản ghi, cả con số của quá khứ; nguồn báo xóa thì bản ghi không còn được tính',
    en: 'A figure must re-add from its records, one of the past too; what its source says is gone counts no more',
  },
} as const

export const Pack = z.object({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: Localised,
  /** What its facts keep of persons; an empty list where they keep nothing, said on purpose. */
  personal: z.array(Personal, { error: 'say what is kept of persons, column by column, or [] where nothing is' }),
  /** Of its figures; `open` is what the law has published or what stands on a public portal. */
  classification: Classification.default('internal'),
  kinds: z.array(RecordKind).min(1),
  unitsOfMeasurement: z.record(UnitId, z.intersection(UnitsOfMeasurement.valueType, Localised)).default({}),
  measures: z.array(Measure).min(1),
  dims: Dimensions.default({}),
  indicators: z.array(Indicator),
  targets: z.array(Target).default([]),
  tiles: z.array(Tile).default([]),
  paths: z.array(DrillPath).default([]),
})
export type Pack = z.infer<typeof Pack>

/** The part of a pack that says what its numbers mean; kept for good, so that the past can be read as it was defined then. */
export const Meaning = Pack.pick({
  id: true,
  classification: true,
  unitsOfMeasurement: true,
  measures: true,
  indicators: true,
  targets: true,
}).extend({
  /** The fingerprint of contributions.sql: what the measures count. */
  rule: z.string(),
})
export type Meaning = z.infer<typeof Meaning>

/** A pack as its folder declares it, for a domain that keeps a part of it in a file of its own. */
export type Declared = z.input<typeof Pack>

/** Declares a domain. Written as `export default defineDomain({...})` in sql/domains/<domain>/index.ts; checked on loading. */
export function defineDomain(pack: Declared): Declared {
  return pack
}
