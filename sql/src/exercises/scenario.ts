import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Localised } from '../pack/pack.ts'
import { PROVINCES } from '../province/load.ts'
import { readLocated } from '../province/located.ts'

// What an exercise shows to those who take part, and when. A file each in `exercises/` of `national` or of a province.

const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'small letters, digits and dashes')
/** A comma within braces would begin another word: refused, not dropped. */
const Words = Localised.strict()

const Shown = z.discriminatedUnion('is', [
  /**
   * A number, or a part of one (`reports.received_today?category:trees`), reads otherwise from now on. Of a year’s plan: how far it is
   * ahead of the calendar. `unit`: by key, the province where left out.
   */
  z.strictObject({ is: z.literal('reading'), indicator: z.string(), unit: z.string().optional(), value: z.number() }),
  /** The sources of a domain fall silent, for so many times what they promised; 0: they are heard again. */
  z.strictObject({ is: z.literal('silence'), domain: z.string(), times: z.number().min(0) }),
  /** A citizen reports something, or the press writes: told to whoever answers for the domain. */
  z.strictObject({ is: z.literal('report'), domain: z.string(), from: z.string(), text: Words }),
])

const Inject = z.strictObject({
  /** Since the exercise began, its pauses left out. */
  minutes: z.number().min(0).max(1440),
  title: Words,
  shows: z.array(Shown).min(1),
})

export const Scenario = z
  .strictObject({
    id: Slug,
    title: Words,
    about: Words,
    /** Minutes after which it ends by itself. */
    lasts: z.number().int().min(5).max(1440),
    injects: z.array(Inject).min(1).max(60),
  })
  .superRefine(({ injects, lasts }, context) => {
    for (const [index, { minutes }] of injects.entries())
      if (minutes > lasts || minutes < (injects[index - 1]?.minutes ?? 0))
        context.addIssue({
          code: 'custom',
          message: 'what is shown stands in order, within the time it lasts',
          path: ['injects', index, 'minutes'],
        })
  })
export type Scenario = z.infer<typeof Scenario>

/** What a province may exercise: the national files, its own of the same name in their place. */
export function loadScenarios(province: string, house = PROVINCES): Scenario[] {
  const byName = new Map<string, string>()
  for (const folder of ['national', province].map((each) => join(house, each, 'exercises')))
    for (const name of existsSync(folder) ? readdirSync(folder).sort() : [])
      if (name.endsWith('.yaml')) byName.set(name, join(folder, name))
  return [...byName.values()].map((path) => readLocated(path, Scenario, readFileSync(path, 'utf8')).value)
}
