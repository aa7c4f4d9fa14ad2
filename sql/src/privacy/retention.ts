import { z } from 'zod'

const days = (usual: number) => z.number().int().min(1).max(3_650).default(usual)

/**
 * How many days after it is over each thing is kept that the law sets no time for; a province says its own in province.yaml. How it is removed:
 * removals.ts.
 */
export const Retention = z
  .strictObject({
    sessions: days(90),
    invitations: days(30),
    tries: days(1),
    messages: days(90),
    contacts: days(90),
    held: days(180),
    samples: days(30),
    identities: days(180),
  })
  .prefault({})
export type Retention = z.infer<typeof Retention>

export type RetentionRule = keyof Retention
