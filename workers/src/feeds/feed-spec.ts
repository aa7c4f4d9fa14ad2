import { Expectation, PromiseTime } from '@ioc/sql'
import { z } from 'zod'
import { Mapping } from '../mapping/mapping.ts'
import { Redaction } from '../redaction/redaction.ts'
import { isZone } from '../values/zones.ts'

/** A configured source, as it stands in a file under sql/provinces/<province>/feeds/ and in the console. */
export const FeedSpec = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,62}$/, 'viết thường, không dấu, nối bằng gạch ngang'),
  title: z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }),
  /** The domain and the kind of record in it that the mapping aims at. */
  domain: z.string().min(1),
  kind: z.string().min(1),
  connector: z.string().min(1),
  settings: z.record(z.string(), z.unknown()).default({}),
  /** What a source that is asked may also bring by itself, signed: the settings of the webhook connector. */
  push: z.record(z.string(), z.unknown()).optional(),
  format: z.looseObject({ kind: z.string().min(1) }),
  /** Where the source's clock hangs, for times that name no zone. */
  zone: z.string().refine(isZone, 'không phải tên múi giờ IANA, ví dụ «Asia/Ho_Chi_Minh»'),
  /** Seconds between runs; a feed without it runs when asked. */
  every: z.number().int().min(1).optional(),
  /** Seconds within which the source promises news; older is stale. */
  promise: z.number().int().min(1),
  /** Which seconds count in it: those of working days, of working hours, or all. By the calendar too it is asked on working days alone. */
  counted: PromiseTime.optional(),
  owner: z.string().min(1),
  /** Who is to tell what through it, and by when: the console shows who has not. */
  expects: z.array(Expectation).default([]),
  simulated: z.boolean().default(false),
  /** Known, and asked no more: what it told stays. */
  off: z.boolean().optional(),
  /**
   * What the first run reads happened before we listened. `receipt` counts it as known since we read it; `source` as known
   * since the source's own update times, so that the past before us can be looked at as the source told it.
   */
  knownBy: z.enum(['receipt', 'source']).default('receipt'),
  /** For how many days back its first telling holds every step; before, only how things stood last, so what was open then is not known. */
  journalDays: z.number().int().min(0).default(0),
  /** The only kinds of unit its names are of, such as `province`; any kind where left out. */
  unitKinds: z.array(z.string().min(1)).min(1).optional(),
  /** Personal data an IOC needs none of: taken out of every page before it is hashed and stored. */
  redact: Redaction.default([]),
  /** What one person mends by hand, another must let through. */
  fourEyes: z.boolean().default(false),
  map: Mapping,
})
export type FeedSpec = z.infer<typeof FeedSpec>
