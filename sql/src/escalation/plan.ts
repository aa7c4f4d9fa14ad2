import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Severity } from '../alerts/rule.ts'
import { Localised } from '../pack/pack.ts'
import { PROVINCES } from '../province/load.ts'
import { readLocated } from '../province/located.ts'

// Who is told of an alert, by what, and who next where nobody says that they see to it. A province's escalation.yaml.

export const ChannelKey = z.enum(['in_app', 'email', 'sms', 'zalo', 'webhook'])
export type ChannelKey = z.infer<typeof ChannelKey>

const Role = z.string().regex(/^[a-z][a-z_]*$/, 'small letters and underscores')
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day reads hh:mm')

const Step = z.strictObject({
  role: Role,
  /** Of the unit that answers for the number, or of the province. */
  of: z.enum(['owner', 'province']).default('owner'),
  by: z.array(ChannelKey).min(1),
  /** Minutes they have to say that they see to it. */
  wait: z
    .number()
    .int()
    .min(1)
    .max(30 * 1440),
})
export type Step = z.infer<typeof Step>

const Chain = z.strictObject({
  levels: z.array(Severity).min(1),
  /** Of these domains; of all where left out. The first chain that fits an alert is its chain. */
  domains: z.array(z.string()).min(1).optional(),
  /** Waits are counted in working hours, or around the clock. */
  counts: z.enum(['working_hours', 'always']),
  steps: z.array(Step).min(1).max(8),
})
export type Chain = z.infer<typeof Chain>

export const EscalationPlan = z
  .strictObject({
    /** What the roles are called, from those who look first up. */
    roles: z.record(Role, Localised),
    chains: z.array(Chain).min(1),
    /** Between these hours of the night nothing is sent but what is critical. */
    quiet: z.strictObject({ from: TimeOfDay, to: TimeOfDay }).nullable().default(null),
    /** What is less urgent is sent together, at these hours. */
    digest: z
      .strictObject({ levels: z.array(Severity).min(1), at: z.array(TimeOfDay).min(1) })
      .nullable()
      .default(null),
    /** By what those who were told of an alert are told that it has ended. */
    ended: z.array(ChannelKey).default(['in_app', 'email', 'webhook']),
    /** By what units are told what is no alert: reminders, orders. */
    notes: z.array(ChannelKey).default(['in_app', 'email']),
    /** So many messages an hour a person gets by a channel; what is more comes together in the next. */
    most: z.partialRecord(ChannelKey, z.number().int().min(1)).default({}),
  })
  .superRefine(({ roles, chains }, context) => {
    for (const [index, { steps }] of chains.entries())
      for (const [at, { role }] of steps.entries())
        if (!(role in roles))
          context.addIssue({
            code: 'custom',
            message: `«${role}» is no role of this plan`,
            path: ['chains', index, 'steps', at, 'role'],
          })
    for (const level of Severity.options)
      if (!chains.some(({ levels, domains }) => levels.includes(level) && !domains))
        context.addIssue({
          code: 'custom',
          message: `nobody is told of «${level}»: give a chain for it without domains`,
          path: ['chains'],
        })
  })
export type EscalationPlan = z.infer<typeof EscalationPlan>

/** The plan a province goes by: its own escalation.yaml, or the national one. */
export function loadEscalationPlan(province: string, house = PROVINCES): EscalationPlan {
  const own = join(house, province, 'escalation.yaml')
  const path = existsSync(own) ? own : join(house, 'national', 'escalation.yaml')
  return readLocated(path, EscalationPlan, readFileSync(path, 'utf8')).value
}

/** The chain of an alert: its place in the plan is its name. */
export function chainFor({ chains }: EscalationPlan, { level, domain }: { level: Severity; domain: string | null }): number {
  return chains.findIndex(
    ({ levels, domains }) => levels.includes(level) && (domains === undefined || (domain !== null && domains.includes(domain))),
  )
}
