import { Localised } from '@ioc/sql/pack'
import { z } from 'zod'
import { By } from './by.ts'
import { instant } from './tiles.ts'

/** A figure that nobody is shown before its hour. */
export const Embargo = z.object({
  id: z.number(),
  /** An indicator, or a whole domain. */
  indicator: z.string(),
  title: Localised,
  /** Of what span, half-open. */
  from: instant,
  to: instant,
  until: instant,
  why: z.string(),
  setBy: z.string(),
  setAt: instant,
  /** Whoever let it go before its hour. */
  lifted: z.object({ at: instant, by: z.string(), why: z.string() }).nullable(),
})
export type Embargo = z.infer<typeof Embargo>

export const EmbargoesAnswer = z.object({
  at: instant,
  domains: z.array(z.object({ id: z.string(), title: Localised })),
  embargoes: z.array(Embargo),
})
export type EmbargoesAnswer = z.infer<typeof EmbargoesAnswer>

/** Days of the period, both included; what is told by the month or the year is held back for all of its months or years. */
export const SetEmbargoAsk = z
  .object({
    indicator: z.string().max(128),
    from: z.iso.date('Ghi ngày theo dạng năm-tháng-ngày, ví dụ 2026-03-01.'),
    to: z.iso.date('Ghi ngày theo dạng năm-tháng-ngày, ví dụ 2026-03-01.'),
    until: instant,
    why: z.string().trim().min(1, 'Ghi lý do để người sau hiểu vì sao.').max(500),
    by: By,
  })
  .refine(({ from, to }) => from <= to, 'Ngày đầu phải trước hoặc bằng ngày cuối.')
export type SetEmbargoAsk = z.input<typeof SetEmbargoAsk>

export const LiftEmbargoAsk = z.object({ why: z.string().trim().min(1, 'Ghi lý do để người sau hiểu vì sao.').max(500), by: By })
export type LiftEmbargoAsk = z.input<typeof LiftEmbargoAsk>
