import { Levels, Localised, Period, UnitOfMeasurement } from '@ioc/sql/pack'
import { z } from 'zod'
import { AlertsTile } from './alerts.ts'
import { DirectivesTile } from './directives.ts'
import { PlanTile } from './plans.ts'
import { Cell, instant, ReadingState } from './trust.ts'

export { Cell, instant, ReadingState }

// What the wall is told. The web computes no indicator: it draws these.

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
  /** When a figure it lacks for now is released; null where none is held back. */
  heldUntil: instant.nullable(),
})
export type Reading = z.infer<typeof Reading>

/** `provisional` beside `state`, since a stale or suppressed point may be provisional too. */
export const Point = z.object({
  at: instant,
  value: z.number().nullable(),
  state: ReadingState,
  provisional: z.boolean(),
  estimate: z.boolean(),
  simulated: z.boolean(),
})
export type Point = z.infer<typeof Point>

/** Where a series begins to be counted by another definition: points on either side are not the same thing. */
export const Seam = z.object({
  at: instant.describe('Where the first point begins that is counted by the new definition'),
  from: z.iso.date().describe('The first day the new definition holds; the map of units has its own days (see /api/units)'),
  note: Localised.nullable().describe('What changed'),
  basis: z.string().describe('The legal basis of the new definition'),
})
export type Seam = z.infer<typeof Seam>

/** What to ask for a figure's proof: of the province, over the indicator's own period, whole, where it says nothing else. */
export const Question = z.object({
  indicator: z.string(),
  unit: z.string().optional(),
  period: z.string().optional(),
  /** `dimension:value` each. */
  where: z.array(z.string()).optional(),
})
export type Question = z.infer<typeof Question>

const common = { id: z.string(), title: Localised, note: Localised.optional() }
/** How many rows there would be were all of them told: a tile that shows fewer says of how many. */
const Parts = z.number().int()

export const StatTile = z.object({ ...common, kind: z.literal('stat'), reading: Reading, spark: z.array(Point) })
export const ProgressTile = z.object({
  ...common,
  kind: z.literal('progress'),
  actual: Reading,
  plan: Reading,
  /** What the plan is called. */
  planned: Localised,
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
  period: Period,
  unit: UnitOfMeasurement,
  state: ReadingState,
  clocks: Clocks,
  lateBy: z.number(),
  simulated: z.boolean(),
  levels: Levels,
  direction: z.enum(['up', 'down', 'none']),
  /** The date whose map is shown: units valid on it. */
  geography: z.iso.date(),
  /** Of the whole province, to see a unit against. */
  total: Cell,
  /** The set of boundaries to draw that date by, at /api/boundaries/drawn/{sha256}; null where the cartogram is all there is. */
  boundaries: z.object({ sha256: z.string(), source: z.string(), licence: z.string() }).nullable(),
  cells: z.array(
    Cell.extend({
      unit: z.string(),
      name: z.string(),
      /** Column and row of the unit's hexagon on the schematic map. */
      column: z.number().int(),
      row: z.number().int(),
      level: Level.nullable(),
    }),
  ),
})
export const TrendTile = z.object({
  ...common,
  kind: z.literal('trend'),
  unit: UnitOfMeasurement,
  /** How far apart its points are. */
  step: z.enum(['day', 'month']),
  clocks: Clocks,
  state: ReadingState,
  lateBy: z.number(),
  simulated: z.boolean(),
  series: z.array(z.object({ indicator: z.string(), title: Localised, points: z.array(Point), seams: z.array(Seam) })),
  /** Where one of the lines usually lies: three of four alike days or months of the weeks or years before. Null where too few are known anywhere. */
  usual: z
    .object({
      indicator: z.string(),
      /** How many weeks are looked back on where the step is a day, how many years where it is a month. */
      back: z.number().int(),
      /** At those of its points of which enough is known. */
      ranges: z.array(z.object({ at: instant, low: z.number(), high: z.number() })).min(1),
    })
    .nullable(),
})
export const BarsTile = z.object({
  ...common,
  kind: z.literal('bars'),
  measure: z.string(),
  unit: UnitOfMeasurement,
  clocks: Clocks,
  state: ReadingState,
  lateBy: z.number(),
  simulated: z.boolean(),
  total: Cell,
  /** All that was counted in each hour. */
  hours: z.array(Cell.extend({ at: instant })),
  /** Stacks in drawing order, each with what it is of each hour of `hours`; null where that has no number. */
  stacks: z.array(z.object({ key: z.string(), title: Localised, values: z.array(z.number().nullable()) })),
})
/** What an hour of each day of the week brings on average. */
export const HeatTile = z.object({
  ...common,
  kind: z.literal('heat'),
  measure: z.string(),
  unit: UnitOfMeasurement,
  clocks: Clocks,
  state: ReadingState,
  lateBy: z.number(),
  simulated: z.boolean(),
  weeks: z.number().int(),
  /** The days it is taken over, as a proof is asked for them. */
  period: z.string(),
  /** 1 is Monday, 7 Sunday; 168 of them. `hours`: of how many hours that have a number it is the mean. */
  cells: z.array(Cell.extend({ weekday: z.number().int(), hour: z.number().int(), hours: z.number().int() })),
})
/** What is due next, of plans and of what was ordered, the soonest first. */
export const CountdownTile = z.object({
  ...common,
  kind: z.literal('countdown'),
  rows: z.array(
    z.object({
      key: z.string(),
      text: z.string(),
      owner: z.string(),
      due: z.iso.date(),
      /** Working days after today up to the day it is due: 0 on the last. */
      workingDays: z.number().int(),
      /** How much of the time has passed, and of the way is done, 0–1; null where nobody can say. */
      elapsed: z.number().nullable(),
      done: z.number().nullable(),
      status: z.enum(['at_risk', 'on_track', 'unmeasured']),
      simulated: z.boolean(),
      /** Of a clause that is measured: when its source was last heard. */
      receivedAt: instant.nullable(),
      question: Question.nullable(),
    }),
  ),
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
  parts: Parts,
  rows: z.array(Cell.extend({ key: z.string(), title: Localised, value: z.number(), question: Question })),
})
export const FunnelTile = z.object({
  ...common,
  kind: z.literal('funnel'),
  steps: z.array(
    z.object({
      reading: Reading,
      amount: Reading.nullable(),
      /** Of the first step and of the step before, 0–1; null where either number is missing or the whole is 0. */
      ofFirst: z.number().nullable(),
      ofPrevious: z.number().nullable(),
    }),
  ),
})
export const ComparisonTile = z.object({
  ...common,
  kind: z.literal('comparison'),
  /** Of one indicator over units or over the values of a dimension: that indicator; null where each row is one of its own. */
  whole: z.string().nullable(),
  unit: UnitOfMeasurement,
  decimals: z.number(),
  period: Period,
  clocks: Clocks,
  state: ReadingState,
  lateBy: z.number(),
  simulated: z.boolean(),
  parts: Parts,
  rows: z.array(
    Cell.extend({
      key: z.string(),
      title: Localised,
      level: Level.nullable(),
      /**
       * Of a unit among units: places moved in the list since a week before as known and counted then, positive towards its top,
       * which is its worst end. Null where it had no number then, or nothing had been recorded yet.
       */
      moved: z.number().int().nullable(),
      /** What to ask for its proof; null where a row is part of a reading only. */
      question: Question.nullable(),
      /** Of what is not measured here: what somebody else publishes of it, asked by `question`; null where nobody does. */
      published: Cell.nullable().optional(),
      /** Why it is not measured, said in place of a number. */
      why: Localised.optional(),
    }),
  ),
})
/** What is late at each unit, by how late it is; first the unit that has most of the latest. */
export const AgeingTile = z.object({
  ...common,
  kind: z.literal('ageing'),
  unit: UnitOfMeasurement,
  period: Period,
  clocks: Clocks,
  state: ReadingState,
  lateBy: z.number(),
  simulated: z.boolean(),
  /** From the least late to the latest, with what there is of each in the whole province. */
  bands: z.array(z.object({ indicator: z.string(), title: Localised, total: Cell })),
  parts: Parts,
  /** A cell per band, and what they come to. */
  rows: z.array(z.object({ key: z.string(), title: Localised, total: z.number(), cells: z.array(Cell) })),
})
export const TableTile = z.object({
  ...common,
  kind: z.literal('table'),
  period: Period,
  clocks: Clocks,
  state: ReadingState,
  lateBy: z.number(),
  simulated: z.boolean(),
  columns: z.array(z.object({ indicator: z.string(), title: Localised, unit: UnitOfMeasurement, decimals: z.number() })),
  /** The dimension whose values are the rows, or what rows of their own are; null where they are units. */
  by: Localised.nullable(),
  /** Of the whole province, a cell per column. */
  total: z.object({ name: z.string(), cells: z.array(Cell) }),
  sections: z.array(
    z.object({
      title: Localised,
      rows: z.array(
        z.object({
          key: z.string(),
          title: Localised,
          /** With a column's indicator, the question of a cell. */
          asked: Question.omit({ indicator: true }),
          /** Of a row that has indicators of its own, those in place of the columns'. */
          indicators: z.array(z.string()).optional(),
          cells: z.array(Cell),
        }),
      ),
    }),
  ),
})
export const BreakdownTile = z.object({
  ...common,
  kind: z.literal('breakdown'),
  /** What it is the split of. */
  of: Reading,
  unit: UnitOfMeasurement,
  /** How much of the year has gone by, where it is about the year so far. */
  elapsed: z.number().nullable(),
  /** The newest day a row speaks of. */
  newest: instant.nullable(),
  parts: Parts,
  rows: z.array(
    Cell.extend({
      key: z.string(),
      title: Localised,
      value: z.number(),
      whole: Cell.nullable(),
      share: z.number().nullable(),
      question: Question,
    }),
  ),
})
export const OutlookTile = z.object({
  ...common,
  kind: z.literal('outlook'),
  actual: Reading,
  plan: Reading,
  planned: Localised,
  /** actual ÷ plan; null when either is missing. */
  share: z.number().nullable(),
  elapsed: z.number(),
  level: Level.nullable(),
  /** What each working day left must bring to reach the plan; null once it is reached or no day is left. */
  neededPerDay: z.number().nullable(),
  daysLeft: z.number().int(),
  /** The last day on which some of it may come: of the year, or of the January after it. */
  end: instant,
  /** What a working day brought over the last weeks. */
  pacePerDay: z.number().nullable(),
  /** What the year comes to if the rest of it goes as in past years; null where there are too few of them. */
  band: z.object({ low: z.number(), middle: z.number(), high: z.number(), inside: z.number(), years: z.number() }).nullable(),
  /** Past years to go by, and how many a band needs. */
  years: z.number().int(),
  yearsNeeded: z.number().int(),
  /** The year's running total so far, and the band through the rest of it. */
  steps: z.array(z.object({ at: instant, value: z.number() })),
  path: z.array(z.object({ at: instant, low: z.number(), high: z.number() })),
})
const Edition = z.object({
  edition: z.number().int(),
  score: Cell,
  rank: Cell,
  /** How many were ranked with it. */
  ranked: Cell,
})
export const ScorecardTile = z.object({
  ...common,
  kind: z.literal('scorecard'),
  score: Reading,
  rank: Reading.nullable(),
  /** The newest edition, and the one before it of the same unit. */
  newest: Edition.nullable(),
  before: Edition.nullable(),
  /** Editions of the unit and of those it was made of, a line each: places of different numbers are never on one. */
  lines: z.array(z.object({ unit: z.string(), name: z.string(), editions: z.array(Edition) })),
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
export const Named = z.object({ id: z.string(), title: Localised })

/** The matters most spoken of, hottest first. */
export const MentionsTile = z.object({
  ...common,
  kind: z.literal('mentions'),
  /** What all that was said in the last 24 hours is counted by. */
  measure: z.string(),
  clocks: Clocks,
  state: ReadingState,
  lateBy: z.number(),
  simulated: z.boolean(),
  issues: z.array(
    z.object({
      /** The first text of the matter, to open its record. */
      id: z.string(),
      feed: z.string(),
      title: z.string(),
      copies: z.number().int(),
      outlets: z.number().int(),
      sentiment: z.object({ negative: z.number().int(), neutral: z.number().int(), positive: z.number().int() }),
      topic: Named,
      place: z.string().nullable(),
      /** The department that answers for the topic. */
      owner: z.string().nullable(),
      firstAt: instant,
      lastAt: instant,
      /** Copies an hour, over the last three. */
      perHour: z.number(),
      /** Its part of all that was said, 0–1. */
      voice: z.number(),
      interactions: z.number().nullable(),
      /** What became of it, where its source tells. */
      handling: z.object({ state: z.enum(['waiting', 'late', 'answered']), minutes: z.number().nullable() }).nullable(),
    }),
  ),
})

/** Whether more is said than is usual at this hour of the week. */
export const SpikeTile = z.object({
  ...common,
  kind: z.literal('spike'),
  measure: z.string(),
  unit: UnitOfMeasurement,
  clocks: Clocks,
  state: ReadingState,
  lateBy: z.number(),
  simulated: z.boolean(),
  level: Level.nullable(),
  /** Over the last so many hours, the one under way as far as it has gone. */
  hours: z.number().int(),
  observed: Cell,
  /** Null where too few weeks are known to tell what is usual. */
  usual: z.object({ expected: z.number(), z: z.number(), samples: z.number().int() }).nullable(),
  /** The least number of days needed, for whoever has to wait. */
  needed: z.number().int(),
  known: z.number().int(),
  series: z.array(z.object({ at: instant, observed: Cell, expected: z.number().nullable() })),
  /** What makes up most of the excess, one of each kind: the matter, the outlet, the place, the field. */
  reasons: z.array(z.object({ kind: Named, key: z.string(), title: Localised, observed: z.number(), share: z.number() })),
  story: z.object({ id: z.string(), feed: z.string(), title: z.string(), copies: z.number().int() }).nullable(),
  /** Who has to look at it: the place and the department the reasons point to. */
  responsible: z.array(z.string()),
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
      state: z.enum(['ok', 'running', 'waiting', 'failing', 'stopped', 'late']),
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

/** In place of a tile that visitors may not see; nothing of what it says is in the message. */
/** `visitors` stand before it, or it is beyond the `scope` of who looks. */
export const WithheldTile = z.object({ ...common, kind: z.literal('withheld'), why: z.enum(['visitors', 'scope']) })
export const TileData = z.discriminatedUnion('kind', [
  StatTile,
  ProgressTile,
  CommunesTile,
  TrendTile,
  BarsTile,
  HeatTile,
  CountdownTile,
  RankingTile,
  BreakdownTile,
  OutlookTile,
  ScorecardTile,
  ComparisonTile,
  AgeingTile,
  TableTile,
  FunnelTile,
  StreamTile,
  MentionsTile,
  SpikeTile,
  FeedsTile,
  PlanTile,
  AlertsTile,
  DirectivesTile,
  WithheldTile,
])
export type TileData = z.infer<typeof TileData>
export type TileOf<K extends TileData['kind']> = Extract<TileData, { kind: K }>
