import { Comparison, Dimensions, Localised, Period, SINCE_MERGER, UnitOfMeasurement } from '@ioc/sql/pack'
import { z } from 'zod'
import { By } from './by.ts'
import { RunTrigger } from './runs.ts'
import { Clocks, instant, Level, Point, ReadingState, Seam } from './tiles.ts'
import { UnitName } from './trust.ts'

// Questions and answers of the HTTP API. sql/src/readings/describe.ts makes the same shapes for the command line.

/** Every question about readings: whose, over what, on which map, as known when. */
export const Ask = z.object({
  unit: z.string().max(128).optional().describe('Key of the unit asked about; the province where left out'),
  period: z
    .string()
    .max(64)
    .optional()
    .describe(
      `2025, 2025-Q3, 2025-07, 2025-07-15, 2025-01-01..2025-06-30, ${Period.options.join(', ')}, ${SINCE_MERGER}; the indicator’s own where left out`,
    ),
  geo: z
    .string()
    .max(16)
    .optional()
    .describe('The day whose administrative map answers: yyyy-mm-dd or today. Works for any period.'),
  asOf: z
    .string()
    .max(40)
    .optional()
    .describe('Data and definitions as known then: 2026-01-15T09:00+07:00 (in a URL + is %2B), or a day for its end'),
  where: z
    .union([z.string().max(512), z.array(z.string().max(512)).max(16)])
    .transform((one) => [one].flat())
    .optional()
    .describe('Only what has this value of a dimension: channel:online. Repeated: any value of one dimension, all dimensions'),
})

export const Compare = Comparison.default('solar').describe(
  'Against the same days of the year before, those as far from its Tết, the stretch right before, as long as it, the target set for it, or the middle of the units of its kind beside it',
)

/** The same, of answers of many values, which are set beside nothing where it is left out. */
export const CompareMany = Comparison.optional().describe(
  'Each value beside that of the same days of the year before, of those as far from its Tết, of the stretch right before, as long as it, beside the target set for it, or the middle of the units of its kind beside it',
)

export const Format = z
  .enum(['json', 'csv', 'xlsx'])
  .default('json')
  .describe(
    `As a table, one row a value, each with its period, state, map, the instant as of which it was known, and the definition that counted it:
definitionFrom is the first day it holds (empty where it always did), basis its legal basis. In the first row counted by another definition
than the row before, seam says what changed. A workbook (xlsx) says the formula, the sources and when all was known on a second sheet.`.replaceAll(
      '\n',
      ' ',
    ),
  )

const Definition = z.object({
  from: z.iso.date().nullable().describe('The first day it holds; null where it always did'),
  formula: z.string(),
  basis: z.string(),
})

/** What an answer is narrowed to: by dimension, the values that count; empty where it is of the whole. */
const where = z.array(
  z.object({ dim: z.string(), title: Localised, values: z.array(z.object({ key: z.string(), title: Localised })) }),
)

/** Beside the middle of the peers, how far up a quarter and three quarters of them reach; null beside anything else, and of fewer than eight. */
export const Quartiles = z.object({ p25: z.number(), p75: z.number() })
export type Quartiles = z.infer<typeof Quartiles>

export const ReadingAnswer = z.object({
  indicator: z.string(),
  title: Localised,
  unit: UnitName,
  where,
  unitOfMeasurement: UnitOfMeasurement,
  decimals: z.number(),
  direction: z.enum(['up', 'down', 'none']),
  value: z.number().nullable(),
  state: ReadingState,
  level: Level.nullable(),
  /** Part of it was shared out between the successors of a split unit. */
  estimate: z.boolean(),
  clocks: Clocks,
  /** The period that was asked about: a running total speaks of more. */
  asked: z.object({ from: instant, to: instant }),
  geo: z.iso.date(),
  asOf: instant.nullable(),
  /** As of a moment before we listened: what the source later told of its own past. */
  reconstructed: z.boolean(),
  simulated: z.boolean(),
  lateBy: z.number(),
  /** Of what is counted, when anything was first told, where that is after its period began; null where all of it was told of. */
  toldFrom: instant.nullable(),
  /** When a figure it lacks for now is released; null where none is held back. */
  heldUntil: instant.nullable(),
  owner: Localised,
  definition: Definition.extend({ certified: z.boolean() }),
  target: z.object({ value: z.number(), clause: z.string() }).nullable(),
  /** The value it is set beside, and over which span. */
  before: z.number().nullable(),
  quartiles: Quartiles.nullable(),
  beforeFrom: instant.nullable(),
  beforeTo: instant.nullable(),
})
export type ReadingAnswer = z.infer<typeof ReadingAnswer>

/** What is said is of the part of the unit that lies in the one asked about, which does not stand on that map. */
const part = z.boolean()

/** What every answer of many values says of them all. */
const ofAll = {
  indicator: z.string(),
  title: Localised,
  where,
  unitOfMeasurement: UnitOfMeasurement,
  geo: z.iso.date(),
  asOf: instant.nullable(),
  computedAt: instant,
  definition: Definition.describe('The one that counts the first value'),
}

const said = { value: z.number().nullable(), state: ReadingState, estimate: z.boolean(), provisional: z.boolean() }
/** The value it is set beside; null where none was asked for, and where none can be told. */
const before = z.number().nullable()
/** The days that `before` is of; null where nothing was compared, these days are set beside none, or not all beside the same. */
const comparedWith = { beforeFrom: instant.nullable(), beforeTo: instant.nullable() }

export const UnitsAnswer = z.object({
  ...ofAll,
  from: instant,
  to: instant,
  ...comparedWith,
  units: z.array(
    UnitName.extend({
      kind: z.string(),
      part,
      value: z.number().nullable(),
      state: ReadingState,
      level: Level.nullable(),
      estimate: z.boolean(),
      provisional: z.boolean(),
      simulated: z.boolean(),
      before,
      quartiles: Quartiles.nullable(),
    }),
  ),
})
export type UnitsAnswer = z.infer<typeof UnitsAnswer>

/** Where units stand on the map of a day: by the outlines in force, or schematically. */
export const MapAnswer = z.object({
  geography: z.iso.date(),
  /** The set of boundaries to draw that day by, at /api/boundaries/drawn/{sha256}; null where the cartogram is all there is. */
  boundaries: z.object({ sha256: z.string(), source: z.string(), licence: z.string() }).nullable(),
  /** Column and row of each unit’s hexagon, in odd-r offset coordinates. */
  units: z.array(UnitName.extend({ column: z.number().int(), row: z.number().int() })),
})
export type MapAnswer = z.infer<typeof MapAnswer>

const seams = z.array(Seam.extend({ formula: z.string() })).describe('Where the definition changed, the oldest first')
const wider = z
  .object({ from: instant, to: instant })
  .nullable()
  .describe('What its steps reach over, where they are whole and that is more than was asked')

export const UnitSeriesAnswer = UnitsAnswer.omit({ beforeFrom: true, beforeTo: true }).extend({
  step: z.enum(['hour', 'day', 'month', 'year']),
  seams,
  wider,
  units: z.array(
    UnitName.extend({
      kind: z.string(),
      part,
      points: z.array(Point.extend({ before, quartiles: Quartiles.nullable() })),
    }),
  ),
})
export type UnitSeriesAnswer = z.infer<typeof UnitSeriesAnswer>

export const SeriesAnswer = z.object({
  ...ofAll,
  unit: UnitName,
  step: z.enum(['hour', 'day', 'month', 'year']),
  seams,
  wider,
  gaps: z
    .array(instant)
    .describe(
      'Where each year told up to its points breaks off: the first step that was not told, or is counted otherwise, though some are told from then on',
    ),
  points: z.array(Point.extend({ before, quartiles: Quartiles.nullable() })),
})
export type SeriesAnswer = z.infer<typeof SeriesAnswer>

const dims = z.record(z.string(), z.unknown())

/** A reading by the values of a dimension, the largest first; the values of a scale in its order. */
export const PartsAnswer = z.object({
  ...ofAll,
  unit: UnitName,
  dimension: z.object({ dim: z.string(), title: Localised, isScale: z.boolean() }),
  from: instant,
  to: instant,
  whole: z.object({ ...said, before }),
  ...comparedWith,
  /** None where the whole may not be told. */
  parts: z.array(
    z.object({
      /** The dimension’s value; blank where a record had none. */
      key: z.string(),
      title: Localised,
      ...said,
      before,
    }),
  ),
})
export type PartsAnswer = z.infer<typeof PartsAnswer>

/** The same over time, the values that brought the most first; `from` and `to` are of the whole period. */
export const PartSeriesAnswer = PartsAnswer.pick({ dimension: true, unit: true, from: true, to: true }).extend({
  ...ofAll,
  step: z.enum(['hour', 'day', 'month', 'year']),
  seams,
  wider,
  parts: z.array(z.object({ key: z.string(), title: Localised, points: z.array(Point.extend({ before })) })),
})
export type PartSeriesAnswer = z.infer<typeof PartSeriesAnswer>

export const ProofAnswer = z.object({
  reading: ReadingAnswer,
  proof: z.object({
    agrees: z.boolean(),
    /** The formula as a person would read it out. */
    words: Localised,
    /** How many of the denominator are counted as one: so many beds for each 10 000 people. */
    each: z.number(),
    value: z.number().nullable(),
    rows: z.number(),
    terms: z.array(
      z.object({
        measure: z.string(),
        /** Above or below the line, where the formula is one division. */
        role: z.enum(['numerator', 'denominator']).nullable(),
        title: Localised,
        unitOfMeasurement: UnitOfMeasurement,
        /** Of the values of its groups: not its own where it counts how many values of a dimension occur. */
        unitOfGroups: UnitOfMeasurement,
        /** That dimension; the groups are those whose value counts. */
        distinct: z.string().nullable(),
        dimensions: Dimensions,
        dim: z.string().nullable(),
        values: z.array(z.string()).nullable(),
        where: z.record(z.string(), z.array(z.string())),
        begun: z.boolean(),
        soFar: z.boolean(),
        stood: z.boolean(),
        days: z.number(),
        /** The days it counts over where they are those of the year before. */
        yearBefore: z.object({ from: instant, to: instant }).nullable(),
        total: z.number().nullable(),
        sum: z.number().nullable(),
        agrees: z.boolean(),
        groups: z.array(z.object({ unit: UnitName, dims, rows: z.number(), value: z.number(), weight: z.number() })),
        rest: z.object({ groups: z.number(), rows: z.number(), value: z.number() }),
      }),
    ),
  }),
})
export type ProofAnswer = z.infer<typeof ProofAnswer>

export const ProofRowsAnswer = z.object({
  rows: z.array(
    z.object({
      feed: z.string(),
      externalId: z.string(),
      bucket: instant,
      dims,
      value: z.number(),
    }),
  ),
})
export type ProofRowsAnswer = z.infer<typeof ProofRowsAnswer>

/** Every record behind one term of a reading, over all its units and groups. */
export const RecordsAnswer = z.object({
  ...ofAll,
  unit: UnitName,
  from: instant,
  to: instant,
  /** What the records are behind. Where it may not be told, none of them is listed. */
  reading: z.object(said),
  /** The terms of the formula, in the order of `term`. */
  terms: z.array(
    z.object({
      measure: z.string(),
      title: Localised,
      role: z.enum(['numerator', 'denominator']).nullable(),
      unitOfMeasurement: UnitOfMeasurement,
      /** What it picks, where it does. */
      dim: z.string().nullable(),
      values: z.array(z.string()).nullable(),
      yearBefore: z.boolean(),
    }),
  ),
  term: z.number(),
  /** How many rows there are in all, and what they add up to by their weights: of a term that counts values, how many of them. */
  count: z.number(),
  /** How many of them are listed: not those of counts that are too small to be told, or would tell one that is. */
  listed: z.number(),
  sum: z.number().nullable(),
  /** The term as the reading was computed from it, and whether the rows come to the same. */
  total: z.number().nullable(),
  agrees: z.boolean(),
  /** What people call the dims of the rows. */
  dimensions: Dimensions,
  /** The columns of `fields`, in order. */
  fields: z.array(
    z.object({
      name: z.string(),
      title: Localised,
      type: z.enum(['text', 'number', 'boolean', 'instant', 'day']),
      /** What people call its values that are on this page; one not among them is called by itself. */
      values: z.record(z.string(), Localised),
    }),
  ),
  rows: z.array(
    z.object({
      feed: z.string(),
      externalId: z.string(),
      unit: UnitName,
      bucket: instant,
      dims,
      value: z.number(),
      /** The share that counts for the unit asked about; below 1 where a unit was split. */
      weight: z.number(),
      fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()),
    }),
  ),
})
export type RecordsAnswer = z.infer<typeof RecordsAnswer>

export const RevisionsAnswer = z.object({
  revisions: z.array(
    z.object({
      knownAt: instant,
      recordedAt: instant,
      cause: z
        .enum(['data', 'rule', 'hand', 'definition', 'units'])
        .describe(
          'data: a run brought it; rule: a contribution rule came to count the same data otherwise; hand: facts were written to the database past every run; definition: the indicator was defined otherwise; units: units or their weights were corrected',
        ),
      position: z.number().nullable().describe('Of the ledger, where that changed'),
      value: z.number().nullable(),
      run: z.number().nullable(),
      feed: z.string().nullable().describe('Whose facts they are'),
      trigger: RunTrigger.nullable().describe('What set the run going'),
      attempt: z.number().nullable().describe('Which try after a failed one the run was'),
      days: z.object({ from: z.iso.date(), to: z.iso.date() }).nullable().describe('The days the source was asked for again'),
      by: z.string().nullable().describe('Who wanted the run or wrote by hand, where a person did'),
      why: z.string().nullable().describe('Their reason, where they said'),
      rules: z
        .array(z.object({ facts: z.string(), version: z.number().int() }))
        .describe('The contribution rules that changed: of which facts, and the how manieth rule of theirs it is'),
      pageCount: z.number(),
      pages: z.array(z.object({ id: z.number(), name: z.string(), sha256: z.string() })),
    }),
  ),
  /** There are older ones. */
  more: z.boolean(),
})
export type RevisionsAnswer = z.infer<typeof RevisionsAnswer>

/** What a machine said of a record and a person may say otherwise, with who did so last, when and why. */
export const ReviewAnswer = z.object({
  by: z.string().nullable(),
  at: instant.nullable(),
  why: z.string().nullable(),
  fields: z.array(
    z.object({
      name: z.string(),
      title: Localised,
      machine: z.string().nullable(),
      said: z.string().nullable(),
      /** What may be said; the key of any unit where it is empty. */
      values: z.array(z.object({ value: z.string(), title: Localised })),
    }),
  ),
})
export type ReviewAnswer = z.infer<typeof ReviewAnswer>

/** A person's word on a record: what is said of each, null to leave it to the machine again. */
export const ReviewAsk = z.object({
  by: By,
  why: z.string().trim().min(1).max(500),
  /** How many versions the record had when they looked at it; where it has more by now, nothing is written (409). */
  seen: z.number().int().min(1),
  fields: z.record(z.string(), z.string().min(1).max(200).nullable()),
})
export type ReviewAsk = z.input<typeof ReviewAsk>

export const FactAnswer = z.object({
  feed: z.string(),
  domain: z.string(),
  externalId: z.string(),
  unit: z.string(),
  /** Null where its kind is told by a source alone and not judged here. */
  review: ReviewAnswer.nullable(),
  /** Newest first. */
  versions: z.array(
    z.object({
      fact: z.record(z.string(), z.unknown()),
      stands: z.boolean(),
      since: instant.nullable(),
      until: instant.nullable(),
      run: z.number(),
      feedVersion: z.number(),
      page: z.object({
        id: z.number(),
        name: z.string(),
        sha256: z.string(),
        /** Fields taken out before the page was hashed and stored: personal data an IOC needs none of. */
        redacted: z.array(z.string()),
        receivedAt: instant,
      }),
      place: z.number(),
    }),
  ),
})
export type FactAnswer = z.infer<typeof FactAnswer>

/** A record as its source wrote it, read again from the page's bytes. */
export const SourceAnswer = z.object({
  place: z.number(),
  at: z.string().nullable(),
  value: z.record(z.string(), z.unknown()).nullable(),
  problem: z.string().nullable(),
  sealed: z.array(z.string()).describe('Fields of it that say whose it is: kept apart, and opened by a reveal'),
})
export type SourceAnswer = z.infer<typeof SourceAnswer>

export const RevealAsk = z.object({
  /** Which version of the record, the newest is 0. */
  version: z.number().int().min(0).default(0),
  reason: z.string().trim().min(10).max(500).describe('Why it must be known; it stands in the audit for good'),
})
export type RevealAsk = z.input<typeof RevealAsk>

/** What the sealed fields of a record say; null where their time is over. */
export const RevealAnswer = z.object({ fields: z.array(z.object({ field: z.string(), words: z.string().nullable() })) })
export type RevealAnswer = z.infer<typeof RevealAnswer>

export const IndicatorAnswer = z.object({
  id: z.string(),
  domain: z.string(),
  domainTitle: Localised,
  title: Localised,
  inSight: z.boolean().describe('Whether whoever asks may see its figures, of the units that are theirs'),
  unitOfMeasurement: UnitOfMeasurement,
  decimals: z.number(),
  direction: z.enum(['up', 'down', 'none']),
  period: z.string(),
  /** Thresholds from mild to severe, in its own unit of measurement. */
  levels: z.object({ watch: z.number().optional(), warn: z.number().optional(), critical: z.number().optional() }),
  owner: z.union([z.string(), Localised]),
  additive: z.object({ units: z.boolean(), time: z.boolean() }),
  grain: z.string(),
  certification: z.object({
    /** `changed`: what was certified was another definition. */
    state: z.enum(['certified', 'changed', 'never']),
    definition: z.string(),
    by: Localised.nullable(),
    on: z.string().nullable(),
  }),
  definitions: z.array(
    z.object({ from: z.iso.date().nullable(), formula: z.string(), basis: z.string(), note: Localised.nullable() }),
  ),
  targets: z.array(
    z.object({
      value: z.number(),
      from: z.iso.date(),
      to: z.iso.date(),
      clause: z.string(),
      document: z.string(),
      unit: z.string().optional(),
      level: z.string().optional(),
    }),
  ),
  /** What it can be split by: see `/parts`. Of a scale the values are shown in their order rather than by size. */
  dimensions: z.array(z.object({ dim: z.string(), title: Localised, isScale: z.boolean() })),
  /** What is foretold of it, see `/forecast`: what its year comes to, or how what stands open changes; null where nothing is. */
  forecast: z.enum(['year', 'stock']).nullable(),
  /** It can be told from the first of January on, see `running` of `/series`. */
  runs: z.boolean(),
  /**
   * Ways down from it, a level a click, as the domain's author laid them. `by` is `unit` (only those of `kind`, where it says one), a
   * dimension or, always last, `records`.
   */
  paths: z.array(
    z.object({
      id: z.string(),
      title: Localised,
      levels: z.array(z.object({ by: z.string(), kind: z.string().nullable(), title: Localised })),
    }),
  ),
})
export type IndicatorAnswer = z.infer<typeof IndicatorAnswer>

export const UnitAnswer = UnitName.extend({
  code: z.string().nullable(),
  kind: z.string(),
  parent: z.string().nullable(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  legalAct: z.string().nullable(),
})
const Step = z.object({
  unit: UnitName,
  on: z.iso.date(),
  people: z.number(),
  area: z.number(),
  dossiers: z.number(),
  legalAct: z.string().nullable(),
  source: z.string().nullable(),
})
export const UnitHistory = UnitAnswer.extend({ successors: z.array(Step), predecessors: z.array(Step) })
