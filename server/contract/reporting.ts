import { z } from 'zod'
import { By } from './by.ts'

// Reports units make by hand: what is due, one report with everything typed into it, and the steps of its life.

const Localised = z.object({ vi: z.string(), en: z.string() })
const instant = z.string()
const Every = z.enum(['day', 'week', 'month', 'quarter', 'year'])
const UnitOfReport = z.object({ key: z.string(), name: z.string() })
const PeriodOfReport = z.object({ from: z.iso.date(), last: z.iso.date(), due: z.iso.date() })

/** `none`: nobody has begun it; `returned`: handed back or unlocked, and to be mended. */
export const ReportStanding = z.enum(['none', 'draft', 'returned', 'submitted', 'checked', 'approved'])
export type ReportStanding = z.infer<typeof ReportStanding>

export const ReportAction = z.enum(['submit', 'recall', 'check', 'return', 'approve', 'unlock'])
export type ReportAction = z.infer<typeof ReportAction>

export const ReportRow = z.object({
  template: z.string(),
  title: Localised,
  unit: UnitOfReport,
  every: Every,
  period: PeriodOfReport,
  standing: ReportStanding,
  revision: z.number(),
  /** Whole days past the due day: so far where it is not told, else by which it was told late. */
  lateDays: z.number(),
  /** Who did something to it last, and when. */
  by: z.string().nullable(),
  at: instant.nullable(),
  wanted: z.string().nullable().describe('Why it was handed back or unlocked'),
})
export type ReportRow = z.infer<typeof ReportRow>
export const ReportsAnswer = z.array(ReportRow)

/** What a unit was reminded of and still owes. */
export const RemindersAnswer = z.array(
  z.object({
    feed: z.string(),
    title: Localised,
    every: Every,
    period: z.object({ from: z.iso.date(), last: z.iso.date() }),
    by: z.string(),
    at: instant,
    times: z.number(),
  }),
)

/** Those who report on any form. */
export const ReportingUnits = z.array(UnitOfReport)

const Problem = z.object({
  cell: z.string(),
  code: z.enum(['blank', 'not_a_number', 'not_whole', 'out_of_range', 'over_another', 'not_the_sum', 'refused']),
  message: z.string(),
  remedy: z.string().optional().describe('What would mend it, where that is sure'),
})
export type ReportProblem = z.infer<typeof Problem>

const Change = z.object({ cell: z.string(), title: Localised, from: z.string(), to: z.string() })

const Step = z.object({
  at: instant,
  by: z.string(),
  action: z.enum(['save', ...ReportAction.options]),
  revision: z.number(),
  note: z.string().nullable(),
  /** What is different in it from the step before that kept the cells. */
  changes: z.array(Change),
})

/** One report whole. A cell is section.row.column, and holds what was typed. */
export const ReportAnswer = ReportRow.extend({
  version: z.number(),
  basis: z.string(),
  note: Localised.nullable(),
  feed: z.string(),
  owner: z.string().describe('The department that checks it'),
  /** Counts every change; whatever is sent says which one it was made over. */
  edit: z.number(),
  sections: z.array(
    z.object({
      id: z.string(),
      title: Localised,
      help: Localised.nullable(),
      columns: z.array(z.object({ id: z.string(), title: Localised, unit: Localised.nullable() })),
      rows: z.array(z.object({ id: z.string(), title: Localised, unit: Localised.nullable(), isTotal: z.boolean() })),
    }),
  ),
  asked: z.record(
    z.string(),
    z.object({ title: Localised, kind: z.enum(['number', 'percent', 'text']), decimals: z.number(), required: z.boolean() }),
  ),
  cells: z.record(z.string(), z.string()),
  /** What the same unit last had approved of an earlier period. */
  before: z
    .object({
      period: z.iso.date(),
      cells: z.record(z.string(), z.string()),
      changes: z.record(z.string(), z.number()).describe('By how much each figure differs from it now'),
    })
    .nullable(),
  problems: z.array(Problem),
  /** What is unusual beside the period before, and may be right. */
  doubts: z.array(z.object({ cell: z.string(), message: z.string() })),
  actions: z.array(ReportAction),
  submittedBy: z.string().nullable(),
  checkedBy: z.string().nullable(),
  /** The run that took the approved report in; null while it does not count. */
  run: z.number().nullable(),
  history: z.array(Step),
})
export type ReportAnswer = z.infer<typeof ReportAnswer>

export const SaveCellsAsk = z.object({
  by: By,
  edit: z.number().int().min(0),
  /** Only what was changed; a blank takes the cell away. */
  cells: z.record(z.string().max(128), z.string().max(20_000)),
})
export type SaveCellsAsk = z.input<typeof SaveCellsAsk>

export const ActOnReportAsk = z.object({
  by: By,
  edit: z.number().int().min(0),
  action: ReportAction,
  note: z.string().max(2_000).optional(),
})
export type ActOnReportAsk = z.input<typeof ActOnReportAsk>

/** What a workbook says; nothing is stored until it is saved as typed. */
export const WorkbookAnswer = z.object({
  cells: z.record(z.string(), z.string()),
  problems: z.array(Problem.extend({ at: z.string().describe('Its address on the sheet, such as D8') })),
})
export type WorkbookAnswer = z.infer<typeof WorkbookAnswer>
