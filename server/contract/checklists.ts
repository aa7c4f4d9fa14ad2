import { Localised, UnitOfMeasurement } from '@ioc/sql/pack'
import { z } from 'zod'
import { Alert, Severity } from './alerts.ts'
import { By } from './by.ts'
import { Message } from './escalation.ts'
import { instant, ReadingState, UnitName } from './trust.ts'

// What has to be done because of an alert, step by step; who did what when; and how the numbers stood then.

const ChecklistStep = z.object({
  id: z.string(),
  title: Localised,
  help: Localised.nullable(),
  /** Who does it, and of which unit. */
  role: Localised,
  unit: z.string(),
  /** How long it may take, from the start or from when `after` is done. */
  minutes: z.number(),
  after: z.string().nullable(),
  counts: z.enum(['always', 'working_hours']),
  /** What counts as done; the last three are seen to happen. */
  done: z.enum(['tick', 'note', 'evidence', 'acknowledged', 'directive', 'resolved']),
  basis: z.string().nullable(),
  status: z.enum(['open', 'done', 'skipped']),
  /** Null while it waits for another. */
  dueAt: instant.nullable(),
  isLate: z.boolean(),
  at: instant.nullable(),
  by: z.string().nullable(),
  files: z.number(),
})
export type ChecklistStep = z.infer<typeof ChecklistStep>

export const Checklist = z.object({
  id: z.number(),
  key: z.string(),
  title: Localised,
  /** Whose alerts it is of, and who answers for them. */
  unit: UnitName,
  owner: z.string(),
  status: z.enum(['running', 'closed']),
  startedAt: instant,
  closedAt: instant.nullable(),
  returns: z.number(),
  former: z.number().nullable(),
  alerts: z.array(
    z.object({
      id: z.number(),
      subject: Alert.shape.subject,
      unit: z.string().nullable(),
      status: z.string(),
      level: Severity,
    }),
  ),
  steps: z.array(ChecklistStep),
})
export type Checklist = z.infer<typeof Checklist>

export const ChecklistsAnswer = z.object({ at: instant, checklists: z.array(Checklist) })
export type ChecklistsAnswer = z.infer<typeof ChecklistsAnswer>

/** Checklists there are; `isFor`: an alert that was asked about is one it is for. */
export const ChecklistKindsAnswer = z.object({
  kinds: z.array(z.object({ key: z.string(), title: Localised, steps: z.number(), isFor: z.boolean() })),
})
export type ChecklistKindsAnswer = z.infer<typeof ChecklistKindsAnswer>

/** What happened, by its kind; other fields are what was said. */
const ChecklistEvent = z.looseObject({
  kind: z.string(),
  at: instant,
  by: z.string().nullish(),
  step: z.string().nullish(),
})
export type ChecklistEvent = z.infer<typeof ChecklistEvent>

export const ChecklistTold = z.object({ at: instant, checklist: Checklist, events: z.array(ChecklistEvent) })
export type ChecklistTold = z.infer<typeof ChecklistTold>

export const StartChecklistAsk = z.object({ by: By, checklist: z.string().max(64), alert: z.number().int().positive() })

export const ChecklistStarted = z.object({ checklist: z.number() })

const words = (message: string) => z.string().trim().min(1, message).max(2_000)
const step = z.string().max(64)
const note = z.string().trim().max(2_000)

export const ChecklistAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('ticked'), by: By, step, note }),
  z.object({ act: z.literal('noted'), by: By, step: step.optional(), note: words('Ghi nội dung.') }),
  z.object({ act: z.literal('skipped'), by: By, step, why: words('Ghi lý do bỏ qua.') }),
  z.object({ act: z.literal('undone'), by: By, step, why: words('Ghi lý do làm lại.') }),
  z.object({ act: z.literal('closed'), by: By, why: words('Ghi lý do kết thúc.') }),
])
export type ChecklistAct = z.input<typeof ChecklistAct>

/** All that happened, in order, and how the numbers stood at each step as they were known then. */
export const ChecklistReport = z.object({
  at: instant,
  checklist: Checklist,
  events: z.array(ChecklistEvent),
  alerts: z.array(
    z.object({
      alert: z.number(),
      at: instant,
      kind: z.string(),
      level: Severity,
      measured: z.number().nullable(),
      by: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  messages: z.array(Message),
  directives: z.array(
    z.object({
      id: z.number(),
      title: z.string(),
      unit: z.string(),
      at: instant,
      kind: z.string(),
      by: z.string().nullable(),
    }),
  ),
  /** The numbers that were followed, and the scene on which they stand. */
  numbers: z.array(
    z.object({
      indicator: z.string(),
      /** The same, or a part of it. */
      subject: z.string(),
      title: Localised,
      unit: UnitName,
      unitOfMeasurement: UnitOfMeasurement,
      decimals: z.number(),
    }),
  ),
  scene: z.string(),
  /** `values` are those of `numbers`, in their order. */
  moments: z.array(z.object({ at: instant, values: z.array(z.object({ value: z.number().nullable(), state: ReadingState })) })),
})
export type ChecklistReport = z.infer<typeof ChecklistReport>
