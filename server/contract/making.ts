import { z } from 'zod'
import { By } from './by.ts'

export { changesBetween, isSaid, overlap, withChanges } from '@ioc/sql/draft'

// Making a feed: a draft, from the kind of source to what would move if it were published.

const Words = z.object({ vi: z.string(), en: z.string() })

const ValueOption = z.object({ value: z.string(), title: Words })
const TargetOption = z.object({
  name: z.string(),
  title: Words,
  type: z.enum(['text', 'integer', 'number', 'decimal', 'instant', 'day', 'boolean', 'list']),
  required: z.boolean(),
  values: z.array(ValueOption),
  /** Values it is known to have, where it may have others too. */
  known: z.array(ValueOption),
  /** Of a list: the fields of its items. */
  get items() {
    return z.array(TargetOption)
  },
})
// What holds itself is described under a name.
z.globalRegistry.add(TargetOption, { id: 'TargetOption' })
export type TargetOption = z.infer<typeof TargetOption>

const NamedUnit = z.object({ key: z.string(), name: z.string(), within: z.string(), until: z.string().nullable() })
export type NamedUnit = z.infer<typeof NamedUnit>

/** What a new feed may be made of: ways to reach a source, kinds of record, who may answer for it. */
export const MakingOptions = z.object({
  connectors: z.array(
    z.object({
      kind: z.string(),
      title: Words,
      /** Whether we ask it; else it comes to us. */
      isAsked: z.boolean(),
      /** JSON Schema of its settings, with `title`, `help` and `secret` on its fields. */
      form: z.unknown(),
    }),
  ),
  kinds: z.array(
    z.object({
      domain: z.string(),
      domainTitle: Words,
      kind: z.string(),
      form: z.string().nullable(),
      title: Words,
      targets: z.array(TargetOption),
    }),
  ),
  owners: z.array(z.object({ key: z.string(), name: z.string(), isCommune: z.boolean() })),
  /** Figures that units may be expected to tell. */
  measures: z.array(z.object({ id: z.string(), title: Words })),
  /** Kinds of unit a source's names may be narrowed to. */
  unitKinds: z.array(z.string()),
  /** Units a name may mean: those of today, then those that are no more, with the day they ceased to be. */
  units: z.array(NamedUnit),
})
export type MakingOptions = z.infer<typeof MakingOptions>
export type ConnectorOption = MakingOptions['connectors'][number]
export type KindOption = MakingOptions['kinds'][number]

const Scalar = z.union([z.string(), z.number(), z.boolean()])

/** How one of ours is filled, in the mapping language; what the console does not draw is kept as it is. */
export const DraftField = z.looseObject({
  from: z.array(z.string()).optional(),
  as: z.string().optional(),
  format: z.array(z.string()).optional(),
  numbers: z.enum(['vi', 'en']).optional(),
  values: z.record(z.string(), Scalar).optional(),
  replace: z.record(z.string(), Scalar).optional(),
  join: z.object({ with: z.array(z.string()), between: z.string().optional() }).optional(),
  part: z
    .object({ by: z.string(), take: z.number(), digits: z.number(), after: z.string(), before: z.string() })
    .partial()
    .optional(),
  scale: z.union([z.number(), z.object({ by: z.string().optional(), units: z.record(z.string(), z.number()) })]).optional(),
  edge: z.enum(['first', 'last']).optional(),
  default: Scalar.optional(),
  const: Scalar.optional(),
  required: z.boolean().optional(),
  /** Of a list: where it is, and how each field of its items is filled. */
  each: z.string().optional(),
  get map() {
    return z.record(z.string(), DraftField).optional()
  },
})
// What holds itself is described under a name.
z.globalRegistry.add(DraftField, { id: 'DraftField' })
export type DraftField = z.infer<typeof DraftField>

/** Who is to tell a figure, how often and by when, as far as it has been said. */
const DraftExpectation = z.looseObject({
  measure: z.string(),
  title: z.object({ vi: z.string(), en: z.string() }),
  level: z.string(),
  every: z.enum(['day', 'week', 'month', 'quarter', 'year']),
  months: z.array(z.number()).optional(),
  dueDays: z.number(),
  /** What was due before nobody owes; null where all was always asked for. */
  since: z.string().nullish(),
})
export type DraftExpectation = z.infer<typeof DraftExpectation>

/** A feed as far as its steward has got: any part may be missing, none is checked before it is asked for. */
export const DraftSpec = z.looseObject({
  connector: z.string().max(64),
  title: z
    .object({ vi: z.string().max(200), en: z.string().max(200) })
    .partial()
    .optional(),
  domain: z.string().optional(),
  kind: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  format: z.looseObject({ kind: z.string() }).optional(),
  map: z.record(z.string(), DraftField).optional(),
  zone: z.string().optional(),
  unitKinds: z.array(z.string()).optional(),
  every: z.number().nullish(),
  promise: z.number().nullish(),
  /** Which seconds count in the promise; all where nothing is said. */
  counted: z.enum(['working_days', 'working_hours']).optional(),
  owner: z.string().nullish(),
  fourEyes: z.boolean().optional(),
  /** Who is to tell what, and by when. */
  expects: z.array(DraftExpectation).optional(),
  redact: z.array(z.union([z.string(), z.object({ mask: z.string() }), z.object({ seal: z.string() })])).optional(),
})
export type DraftSpec = z.infer<typeof DraftSpec>

const SampleAbout = z.object({
  name: z.string(),
  bytes: z.number(),
  isWhole: z.boolean(),
  takenAt: z.string(),
})

const DraftPart = z.object({ path: z.array(z.string()), edit: z.number(), by: z.string().nullable(), at: z.string() })
export type DraftPart = z.infer<typeof DraftPart>

export const Draft = z.object({
  id: z.number(),
  feed: z.string().nullable(),
  version: z.number().nullable(),
  spec: DraftSpec,
  /** Counts the saves; `parts` says who changed what last, and by which of them. */
  edit: z.number(),
  parts: z.array(DraftPart),
  by: z.string().nullable(),
  savedAt: z.string(),
  /** Names of the secrets typed so far; what they are is told to no one. */
  secrets: z.array(z.string()),
  sample: SampleAbout.nullable(),
  /** While others look at it, it stays as it is. */
  waiting: z.object({ proposal: z.number(), by: z.string() }).nullable(),
})
export type Draft = z.infer<typeof Draft>
export const DraftList = z.array(Draft.omit({ secrets: true, sample: true, waiting: true }))

export const BeginDraft = z.union([z.object({ connector: z.string().max(64) }), z.object({ feed: z.string().max(64) })])

/** A part of a draft put otherwise or taken away: one of its fields or, where two may work beside each other, one within it. */
const PartPath = z.array(z.string().min(1).max(200)).min(1).max(2)
const DraftChange = z.union([
  z.strictObject({ path: PartPath, removed: z.literal(true) }),
  z.strictObject({ path: PartPath, value: z.unknown() }),
])
export type DraftChange = z.infer<typeof DraftChange>

/** Only what was changed is sent, over the save that was seen: 409 says who has changed the same since, and nothing is saved. */
export const SaveDraft = z.object({
  edit: z.number().int().min(0),
  changes: z.array(DraftChange).min(1).max(2_000),
  by: By,
})
export type SaveDraft = z.input<typeof SaveDraft>
export const SetSecret = z.object({ value: z.string().min(1, 'Mã bí mật còn trống.').max(10_000) })

const Place = z.object({ path: z.array(z.string()), message: z.string() })
export type Place = z.infer<typeof Place>

export const CheckAnswer = z.object({
  /** What is wrong with the form itself; nothing is asked while there is. */
  faults: z.array(Place),
  steps: z.array(
    z.object({
      step: z.enum(['address', 'connect', 'sign-in', 'sample']),
      ok: z.boolean(),
      ms: z.number(),
      message: z.string(),
      /** What went wrong by name, where it has one a screen can say in its own language. */
      fault: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).optional(),
    }),
  ),
  sample: SampleAbout.nullable(),
  /** Why no page could be taken, where the steps do not say. */
  fault: z.string().nullable(),
})
export type CheckAnswer = z.infer<typeof CheckAnswer>

const SeenField = z.object({
  path: z.string(),
  /** What a mapping calls it. */
  name: z.string(),
  heading: z.string(),
  type: z.enum(['text', 'code', 'integer', 'number', 'day', 'instant', 'boolean', 'list', 'group', 'empty']),
  formats: z.array(z.string()),
  eitherWay: z.boolean(),
  numbers: z.enum(['vi', 'en']).nullable(),
  emptyPercent: z.number(),
  samples: z.array(z.string()),
  words: z.array(z.object({ word: z.string(), count: z.number() })),
  measure: z.string().nullable(),
  unitPercent: z.number(),
  personal: z.boolean(),
  /** Of a list: the fields of its items. */
  get items() {
    return z.array(SeenField)
  },
})
// What holds itself is described under a name.
z.globalRegistry.add(SeenField, { id: 'SeenField' })
export type SeenField = z.infer<typeof SeenField>

export const Suggestion = z.object({
  domain: z.string(),
  kind: z.string(),
  form: z.string().nullable(),
  fit: z.number(),
  map: z.record(z.string(), DraftField),
  redact: z.array(z.string()),
})
export type Suggestion = z.infer<typeof Suggestion>

export const DiscoveryAnswer = z.object({
  format: z.looseObject({ kind: z.string() }).nullable(),
  /** Whether personal data can be taken out of this format before it is stored. */
  canRedact: z.boolean(),
  /** Whether they can be sealed instead. */
  canSeal: z.boolean(),
  /** Where else in the page lists of records are. */
  lists: z.array(z.object({ path: z.string(), records: z.number() })),
  /** The page's tables as they stand in it, their first rows; none where it is no table. */
  sheets: z.array(
    z.object({
      name: z.string(),
      rows: z.array(z.object({ number: z.number(), cells: z.array(z.string()) })),
      hasMore: z.boolean(),
      /** Where its table most likely is. */
      table: z.object({ headerRow: z.number(), headerRows: z.number(), firstRow: z.number().optional() }),
    }),
  ),
  records: z.number(),
  unreadable: z.array(z.object({ at: z.string(), message: z.string() })),
  fields: z.array(SeenField),
  suggestions: z.array(Suggestion),
  fault: z.string().nullable(),
})
export type SeenSheet = z.infer<typeof DiscoveryAnswer>['sheets'][number]
export type DiscoveryAnswer = z.infer<typeof DiscoveryAnswer>

/** What a kind of record chosen by hand would be filled with. */
export const SuggestAsk = z.object({ domain: z.string(), kind: z.string(), form: z.string().nullable() })
/** How one field of the source would become one of ours. */
export const FieldAsk = SuggestAsk.extend({
  target: z.string(),
  path: z.string(),
  /** The list of the source whose items have it. */
  within: z.string().nullish(),
})

export const PreviewAnswer = z.object({
  faults: z.array(Place),
  preview: z
    .object({
      rows: z.array(
        z.object({
          place: z.number(),
          at: z.string(),
          state: z.enum(['fact', 'held', 'rejected']),
          cells: z.record(
            z.string(),
            z.object({
              before: z.string().nullable(),
              after: z.string().nullable(),
              /** Of a unit that is no more: what became of it. */
              now: z.string().nullable(),
              problem: z.string().nullable(),
            }),
          ),
          problems: z.array(z.string()),
        }),
      ),
      read: z.number(),
      facts: z.number(),
      held: z.number(),
      rejected: z.number(),
      repeated: z.number(),
      /** Of the facts, those that break a rule that warns; of the held, those that would keep the whole page out. */
      warned: z.number(),
      blocked: z.number(),
      reasons: z.array(
        z.object({
          field: z.string(),
          code: z.string(),
          message: z.string(),
          count: z.number(),
          severity: z.enum(['block', 'hold', 'warn']),
        }),
      ),
      strangers: z.array(
        z.object({
          name: z.string(),
          count: z.number(),
          near: z.array(NamedUnit),
        }),
      ),
      fault: z.string().nullable(),
    })
    .nullable(),
})
export type PreviewAnswer = z.infer<typeof PreviewAnswer>
export type Preview = NonNullable<PreviewAnswer['preview']>

const Said = z.object({ value: z.number().nullable(), state: z.string() })
export const ImpactAnswer = z.object({
  /** How many rows of the sample it is counted on, and whether that is the whole page. */
  rows: z.number(),
  isWhole: z.boolean(),
  inserted: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  moves: z.array(
    z.object({
      indicator: z.string(),
      title: Words,
      unitOfMeasurement: Words,
      decimals: z.number(),
      direction: z.enum(['up', 'down', 'none']),
      unit: z.object({ key: z.string(), name: z.string() }),
      /** The period meant, such as 2025, 2025-Q3, 2025-07 or 2025-07-09..2025-07-15; null for the indicator's own. */
      period: z.string().nullable(),
      before: Said,
      after: Said,
    }),
  ),
  still: z.array(z.object({ indicator: z.string(), title: Words })),
})
export type ImpactAnswer = z.infer<typeof ImpactAnswer>

/** How many of its questions are answered while it is reckoned; null where none is asked here. */
export const ImpactProgress = z.object({ done: z.number(), of: z.number() }).nullable()

export const PublishAsk = z.object({ by: By, note: z.string().trim().max(500).nullable() })
/** `edit` is the save that was looked at: what others changed since is looked at first. */
export const PublishDraftAsk = PublishAsk.extend({ edit: z.number().int().min(0) })
export const PublishAnswer = z.object({
  /** Empty once it is published. */
  faults: z.array(Place),
  feed: z.string().nullable(),
  version: z.number().nullable(),
  /** The run that takes in the sample, where it was a file brought by hand. */
  run: z.number().nullable(),
  /** Where that takes a second person: what it waits as. */
  proposal: z.number().nullable(),
})
export type PublishAnswer = z.infer<typeof PublishAnswer>

export const VersionsAnswer = z.array(
  z.object({
    version: z.number(),
    appliedAt: z.string(),
    by: z.string().nullable(),
    note: z.string().nullable(),
    isNow: z.boolean(),
    runs: z.number(),
    /** Against the version before it. */
    changes: z.array(z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  }),
)
export type VersionsAnswer = z.infer<typeof VersionsAnswer>
