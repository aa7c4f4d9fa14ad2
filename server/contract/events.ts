import { EventFile, EventKey, EventKind, EventSaid } from '@ioc/sql/events'
import { Localised } from '@ioc/sql/pack'
import { z } from 'zod'
import { By } from './by.ts'
import { instant } from './tiles.ts'
import { UnitName } from './trust.ts'

export { EventFile, EventKey, EventKind, EventSaid, endOf, startOf } from '@ioc/sql/events'

const Why = z.string().trim().min(1, 'Ghi lý do để người sau hiểu vì sao.').max(500)

/** An event that bears on what was asked. */
export const EventAnswer = z.object({
  key: EventKey,
  kind: EventKind,
  title: Localised,
  /** Half-open; `to` is null of what goes on. */
  from: instant,
  to: instant.nullable(),
  /** Both ends are told in days: the last day is the one before `to`. */
  days: z.boolean(),
  /** The units it bears on, with all below them; none means the whole province. */
  units: z.array(UnitName),
  /** The figures it bears on, and the domains whose every figure it does; none of both means all. */
  indicators: z.array(z.string()),
  domains: z.array(z.string()),
  source: z.string(),
  link: z.string().nullable(),
  origin: z
    .enum(['kept', 'units', 'calendar'])
    .describe('kept: written down here; units: a change of the map, by its legal acts; calendar: days off'),
  /** Of the units asked about those it bears on; `part`: only on some of what the unit was made of or went to. */
  reaches: z.array(z.object({ unit: z.string(), part: z.boolean() })),
  /** Who wrote the version shown, when and why; null of an event that is kept nowhere by itself. */
  kept: z
    .object({
      version: z.number().int(),
      at: instant,
      madeIn: z.enum(['file', 'command', 'console']),
      by: z.string().nullable(),
      why: z.string().nullable(),
      withdrawn: z.boolean(),
      /** As it is written, to be written otherwise. */
      spec: EventFile,
    })
    .nullable(),
})
export type EventAnswer = z.infer<typeof EventAnswer>

export const EventsAnswer = z.object({ asOf: instant.nullable(), events: z.array(EventAnswer) })
export type EventsAnswer = z.infer<typeof EventsAnswer>

/** The versions of an event, the newest first, each with what it says otherwise than the one before; `spec` null: withdrawn. */
export const EventVersions = z.array(
  z.object({
    version: z.number().int(),
    at: instant,
    madeIn: z.enum(['file', 'command', 'console']),
    by: z.string().nullable(),
    why: z.string().nullable(),
    spec: EventFile.nullable(),
    changes: z.array(z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  }),
)
export type EventVersions = z.infer<typeof EventVersions>

const Seen = z.number().int().min(1).describe('The version whoever changes it began from; where there is a newer one, 409')
export const AddEventAsk = z.object({ event: EventSaid, by: By, why: Why })
export type AddEventAsk = z.input<typeof AddEventAsk>
export const ChangeEventAsk = z.object({ event: EventSaid, seen: Seen, by: By, why: Why })
export type ChangeEventAsk = z.input<typeof ChangeEventAsk>
export const WithdrawEventAsk = z.object({ seen: Seen, by: By, why: Why })
export type WithdrawEventAsk = z.input<typeof WithdrawEventAsk>
export const EventWritten = z.object({ key: EventKey, version: z.number().int() })

/** What a person noted at one point of an indicator. */
export const AnnotationAnswer = z.object({
  id: z.number(),
  indicator: z.string(),
  title: Localised,
  unit: UnitName,
  /** The point’s own stretch of time, half-open. */
  from: instant,
  to: instant,
  /** What the indicator is narrowed to, `dimension:value` each. */
  where: z.array(z.string()),
  text: z.string(),
  by: z.string(),
  at: instant,
  withdrawn: z.object({ at: instant, by: z.string(), why: z.string() }).nullable(),
})
export type AnnotationAnswer = z.infer<typeof AnnotationAnswer>

export const AnnotationsAnswer = z.object({
  asOf: instant.nullable(),
  annotations: z.array(AnnotationAnswer),
  /** There are older ones. */
  more: z.boolean(),
})
export type AnnotationsAnswer = z.infer<typeof AnnotationsAnswer>

export const AnnotateAsk = z.object({
  indicator: z.string().max(128),
  unit: z.string().max(128),
  from: instant,
  to: instant,
  where: z.array(z.string().max(512)).max(16).default([]),
  text: z.string().trim().min(1, 'Ghi nội dung ghi chú.').max(1_000, 'Dài quá 1000 ký tự. Rút ngắn lại.'),
  by: By,
})
export type AnnotateAsk = z.input<typeof AnnotateAsk>
export const WithdrawAnnotationAsk = z.object({ by: By, why: Why })
export type WithdrawAnnotationAsk = z.input<typeof WithdrawAnnotationAsk>
export const Annotated = z.object({ annotation: z.number() })
