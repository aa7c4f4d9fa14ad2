import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Severity } from '../alerts/rule.ts'
import type { EscalationPlan } from '../escalation/plan.ts'
import { Localised } from '../pack/pack.ts'
import { PROVINCES } from '../province/load.ts'
import { readLocated } from '../province/located.ts'

// What has to be done when an alert of a kind fires, step by step. A file each in `checklists/` of `national` or of a province.

const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'small letters, digits and dashes')

/** A comma within braces would begin another word: refused, not dropped. */
const Words = Localised.strict()

/** Which alerts begin it: all that is said here fits. */
const Fit = z.strictObject({
  /** Of a source the domain its feed brings. */
  domains: z.array(z.string()).min(1).optional(),
  /** Or parts of them: `reports.overdue?category:trees`. */
  indicators: z.array(z.string()).min(1).optional(),
  feeds: z.array(z.string()).min(1).optional(),
  rules: z.array(Slug).min(1).optional(),
  /** The kind of the rule’s condition. */
  is: z
    .array(z.enum(['threshold', 'change', 'absence', 'anomaly', 'forecast', 'silence']))
    .min(1)
    .optional(),
  /** As severe at least. */
  level: Severity.default('warn'),
})
export type Fit = z.infer<typeof Fit>

/** When a step must be done: so many minutes from the start, or from when another is done. */
const Due = z.strictObject({
  minutes: z
    .number()
    .int()
    .min(1)
    .max(30 * 1440),
  after: Slug.optional(),
  counts: z.enum(['always', 'working_hours']).default('always'),
})

/** What counts as done: a person says so, writes what came of it or shows it; or it is seen to have happened. */
const DoneBy = z.enum(['tick', 'note', 'evidence', 'acknowledged', 'directive', 'resolved'])
export type DoneBy = z.infer<typeof DoneBy>

const Step = z.strictObject({
  id: Slug,
  title: Words,
  help: Words.optional(),
  /** A role of escalation.yaml, of the unit that answers for the number or of the province. */
  role: z.string(),
  of: z.enum(['owner', 'province']).default('owner'),
  due: Due,
  done: DoneBy.default('tick'),
  /** What asks for it, where anything does. */
  basis: z.string().optional(),
})
export type ChecklistStep = z.infer<typeof Step>

export const Checklist = z
  .strictObject({
    id: Slug,
    title: Words,
    for: z.array(Fit).min(1),
    /** Alerts of the province and of sources, or of any unit: each unit has one of its own then. */
    of: z.enum(['province', 'any']).default('province'),
    /** So many minutes after who has to do a late step was told, whoever stands above is. */
    patience: z.number().int().min(1).max(1440).default(15),
    steps: z.array(Step).min(1).max(40),
  })
  .superRefine(({ steps }, context) => {
    for (const [index, { id, due }] of steps.entries()) {
      const before = steps.slice(0, index)
      if (before.some((each) => each.id === id))
        context.addIssue({ code: 'custom', message: `«${id}» is there twice`, path: ['steps', index, 'id'] })
      if (due.after !== undefined && !before.some((each) => each.id === due.after))
        context.addIssue({
          code: 'custom',
          message: `no step before this one is called «${due.after}»`,
          path: ['steps', index, 'due', 'after'],
        })
    }
  })
export type Checklist = z.infer<typeof Checklist>

/** What a province goes by: the national files, its own of the same name in their place. Refused where a role is none of the plan’s. */
export function loadChecklists(province: string, { roles }: Pick<EscalationPlan, 'roles'>, house = PROVINCES): Checklist[] {
  const byName = new Map<string, string>()
  for (const folder of ['national', province].map((each) => join(house, each, 'checklists')))
    for (const name of existsSync(folder) ? readdirSync(folder).sort() : [])
      if (name.endsWith('.yaml')) byName.set(name, join(folder, name))
  return [...byName.values()].map((path) => {
    const { value, where } = readLocated(path, Checklist, readFileSync(path, 'utf8'))
    for (const [index, { role }] of value.steps.entries())
      if (!(role in roles)) throw new Error(`${where(['steps', index, 'role'])}: «${role}» is no role of escalation.yaml.`)
    return value
  })
}
