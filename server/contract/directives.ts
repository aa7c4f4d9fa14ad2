import { Localised } from '@ioc/sql/pack'
import { z } from 'zod'
import { By } from './by.ts'
import { instant, UnitName } from './trust.ts'

// What leaders order, what becomes of it, and who answers best.

export const DirectiveStatus = z.enum(['issued', 'accepted', 'closed', 'withdrawn'])
export type DirectiveStatus = z.infer<typeof DirectiveStatus>

/** What the number must be, how many looks in a row, so many hours apart. */
const Condition = z.object({
  indicator: z.string(),
  unit: z.string(),
  is: z.enum(['at_least', 'at_most']),
  bound: z.number(),
  times: z.number().int().min(1).max(60),
  everyHours: z.number().int().min(1).max(744),
})

export const Directive = z.object({
  id: z.number(),
  number: z.string().nullable(),
  title: z.string(),
  body: z.string(),
  issuedBy: z.string(),
  unit: UnitName,
  beside: z.array(z.string()),
  alert: z.number().nullable(),
  subject: z.string().nullable(),
  condition: Condition.extend({
    title: Localised,
    unitName: z.string(),
    unitOfMeasurement: Localised.nullable(),
    decimals: z.number(),
  }).nullable(),
  status: DirectiveStatus,
  issuedAt: instant,
  dueAt: instant,
  isOverdue: z.boolean(),
  explainBy: instant.nullable(),
  acceptedAt: instant.nullable(),
  explainedAt: instant.nullable(),
  closedAt: instant.nullable(),
  progress: z.number(),
  evidence: z.number(),
  recovered: z.number(),
  measured: z.number().nullable(),
  extension: z.object({ days: z.number(), why: z.string(), by: z.string() }).nullable(),
  relapses: z.number(),
  /** What keeps it from being signed off. */
  lacking: z.array(z.enum(['acceptance', 'recovery', 'evidence'])),
})
export type Directive = z.infer<typeof Directive>

export const DirectivesAnswer = z.object({ at: instant, directives: z.array(Directive) })
export type DirectivesAnswer = z.infer<typeof DirectivesAnswer>

/** What is under way, on a wall: the most overdue first. */
export const DirectivesTile = z.object({
  id: z.string(),
  title: Localised,
  note: Localised.optional(),
  kind: z.literal('directives'),
  open: z.number(),
  overdue: z.number(),
  /** Nobody of the unit has accepted them. */
  unaccepted: z.number(),
  rows: z.array(
    Directive.pick({
      id: true,
      title: true,
      unit: true,
      status: true,
      dueAt: true,
      isOverdue: true,
      progress: true,
      relapses: true,
    }),
  ),
})

/** What happened, by its kind; other fields are what was said. */
const DirectiveEvent = z.looseObject({ kind: z.string(), at: instant, by: z.string().optional() })
export type DirectiveEvent = z.infer<typeof DirectiveEvent>

export const DirectiveIssued = z.object({ directive: z.number() })

export const DirectiveTold = z.object({ at: instant, directive: Directive, events: z.array(DirectiveEvent) })
export type DirectiveTold = z.infer<typeof DirectiveTold>

export const IssueDirectiveAsk = z.object({
  by: By,
  title: z.string().trim().min(1, 'Ghi nội dung chỉ đạo.').max(300),
  body: z.string().trim().max(5_000).default(''),
  number: z.string().trim().max(60).optional(),
  issuedBy: z.string().trim().min(1, 'Ghi lãnh đạo ban hành.').max(120),
  unit: z.string().max(128),
  beside: z.array(z.string().max(128)).max(30).default([]),
  workingDays: z.number().int().min(1).max(365),
  explainHours: z.number().int().min(1).max(240).optional(),
  condition: Condition.optional(),
  alert: z.number().int().positive().optional(),
  subject: z.string().max(200).optional(),
})
export type IssueDirectiveAsk = z.input<typeof IssueDirectiveAsk>

const words = (message: string) => z.string().trim().min(1, message).max(2_000)

export const DirectiveAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('accepted'), by: By }),
  z.object({
    act: z.literal('explained'),
    by: By,
    cause: words('Ghi nguyên nhân.'),
    remedy: words('Ghi biện pháp.'),
    doneBy: z.iso.date().nullable(),
  }),
  z.object({
    act: z.literal('progressed'),
    by: By,
    progress: z.number().int().min(0).max(100),
    note: z.string().trim().max(2_000),
  }),
  z.object({
    act: z.literal('extension_asked'),
    by: By,
    days: z.number().int().min(1).max(90),
    why: words('Ghi lý do xin gia hạn.'),
  }),
  z.object({ act: z.literal('extension_granted'), by: By }),
  z.object({ act: z.literal('extension_refused'), by: By, why: words('Ghi lý do không gia hạn.') }),
  z.object({ act: z.literal('signed'), by: By, note: z.string().trim().max(2_000) }),
  z.object({ act: z.literal('withdrawn'), by: By, why: words('Ghi lý do thu hồi.') }),
])
export type DirectiveAct = z.input<typeof DirectiveAct>

export const UnitsAnsweringAnswer = z.object({
  units: z.array(
    z.object({
      unit: z.string(),
      name: z.string(),
      open: z.number(),
      overdue: z.number(),
      closed: z.number(),
      inTime: z.number(),
      relapses: z.number(),
      acceptHours: z.number().nullable(),
      explainHours: z.number().nullable(),
    }),
  ),
})
export type UnitsAnsweringAnswer = z.infer<typeof UnitsAnsweringAnswer>
