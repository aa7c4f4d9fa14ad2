import { BriefingDocument, Cadence } from '@ioc/sql/briefings'
import { Classification, Localised } from '@ioc/sql/pack'
import { z } from 'zod'
import { By } from './by.ts'
import { instant } from './trust.ts'

export type { BriefingBlock, BriefingDocument, BriefingTable, Cadence } from '@ioc/sql/briefings'
export { KIND_OF_DOCUMENT, MOTTO, RECIPIENTS, SIMULATED_WARNING, STATE_NAME } from '@ioc/sql/briefings'

// Reports the house makes by itself at their hours, and those somebody asked for.

export const BriefingsAnswer = z.array(
  z.object({
    id: z.string(),
    title: Localised,
    cadence: Cadence,
    classification: Classification,
    version: z.number(),
    next: instant,
  }),
)
export type BriefingsAnswer = z.infer<typeof BriefingsAnswer>

export const BriefingFormat = z.enum(['pdf', 'xlsx'])
export type BriefingFormat = z.infer<typeof BriefingFormat>

export const MadeBriefing = z.object({
  id: z.number(),
  briefing: z.string(),
  title: Localised,
  /** The hour it was due; null where somebody asked for it. */
  occasion: instant.nullable(),
  /** All it says is as known then. */
  asOf: instant,
  askedBy: z.string().nullable(),
  status: z.enum(['waiting', 'made', 'failed']),
  /** How often it failed, why last, and when it is tried again by itself; null where it is not. */
  tries: z.number(),
  reason: z.string().nullable(),
  nextTryAt: instant.nullable(),
  /** Of how the report is configured. */
  version: z.number().nullable(),
  madeAt: instant.nullable(),
  /** «Số: 12/BC-VP» */
  number: z.string().nullable(),
  late: z.boolean(),
  simulated: z.boolean(),
  files: z.array(z.object({ format: BriefingFormat, bytes: z.number(), sha256: z.string() })),
})
export type MadeBriefing = z.infer<typeof MadeBriefing>

export const MadeBriefingsAnswer = z.object({ made: z.array(MadeBriefing), more: z.boolean() })
export type MadeBriefingsAnswer = z.infer<typeof MadeBriefingsAnswer>

export const MadeBriefingTold = MadeBriefing.extend({ document: BriefingDocument.nullable() })
export type MadeBriefingTold = z.infer<typeof MadeBriefingTold>

export const MakeBriefingAsk = z.object({ by: By })
export const BriefingAsked = z.object({ made: z.number() })
