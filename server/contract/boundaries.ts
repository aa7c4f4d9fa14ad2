import { BoundaryReport } from '@ioc/sql/boundaries'
import { z } from 'zod'
import { By } from './by.ts'
import { instant } from './trust.ts'

export { BoundaryReport }

const Why = z.string().trim().min(1, 'Ghi lý do để người sau hiểu vì sao.').max(500)

/** Outlines of units: looked at, in force for days from `validFrom` on, or withdrawn. */
export const BoundarySet = z.object({
  id: z.number(),
  validFrom: z.iso.date(),
  fileName: z.string(),
  fileSha256: z.string(),
  /** The TopoJSON stands at /api/boundaries/drawn/{sha256}. */
  sha256: z.string(),
  report: BoundaryReport,
  lookedAt: instant,
  source: z.string().nullable(),
  licence: z.string().nullable(),
  loadedBy: z.string().nullable(),
  loadedWhy: z.string().nullable(),
  loadedAt: instant.nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawnWhy: z.string().nullable(),
  withdrawnAt: instant.nullable(),
})
export type BoundarySet = z.infer<typeof BoundarySet>

export const BoundariesAnswer = z.object({
  sets: z.array(BoundarySet),
  /** The days on which the map of units changed, the latest first, with how many units it shows from then on. */
  days: z.array(z.object({ from: z.iso.date(), units: z.number().int() })),
})
export type BoundariesAnswer = z.infer<typeof BoundariesAnswer>

export const LoadAsk = z.object({
  source: z.string().trim().min(1, 'Ghi nguồn của tệp.').max(300),
  licence: z.string().trim().min(1, 'Ghi giấy phép hoặc quyền sử dụng.').max(300),
  by: By,
  why: Why,
})
export type LoadAsk = z.input<typeof LoadAsk>

export const WithdrawAsk = z.object({ by: By, why: Why })
