import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Calendar } from '../../src/calendar/calendar.ts'
import { DAY_MS } from '../../src/calendar/day.ts'

const Term = z.union([
  z.strictObject({ days: z.number().positive() }),
  z.strictObject({ workingDays: z.number().int().positive() }),
])
type Term = z.infer<typeof Term>

const Family = z.strictObject({
  due: Term,
  near: Term.optional(),
  accept: Term.optional(),
  refuse: Term.optional(),
  ask: Term.optional(),
  publish: Term.optional(),
})
export type Family = z.infer<typeof Family>

const Rule = z.strictObject({
  source: z.string().optional(),
  category: z.string().optional(),
  priority: z.string().optional(),
  family: z.string(),
})

const Sla = z.strictObject({ families: z.record(z.string(), Family).default({}), rules: z.array(Rule).default([]) })
type Sla = z.infer<typeof Sla>

const HERE = dirname(fileURLToPath(import.meta.url))
const PROVINCES = join(HERE, '../../provinces')

const loaded = new Map<string, Sla>()

/**
 * The terms of a province: those of sla.yaml beside this file and, over them, those of the province's own sla.yaml where it has
 * one. Its rules are asked first, and a family of the same name is its own.
 */
export function loadSla(province = 'national', house = PROVINCES): Sla {
  const own = join(house, province, 'sla.yaml')
  const known = loaded.get(own)
  if (known) return known
  const both = [join(HERE, 'sla.yaml'), ...(existsSync(own) ? [own] : [])].map((path) => ({ path, sla: read(path) }))
  const families = Object.assign({}, ...both.map(({ sla }) => sla.families)) as Sla['families']
  for (const { path, sla } of both) {
    const lost = sla.rules.find(({ family }) => !(family in families))
    if (lost)
      throw new Error(
        `${path}: a rule names the family «${lost.family}», which is not there; there are ${Object.keys(families).join(', ')}.`,
      )
  }
  const sla = { families, rules: both.toReversed().flatMap(({ sla }) => sla.rules) }
  loaded.set(own, sla)
  return sla
}

function read(path: string): Sla {
  const { success, data, error } = Sla.safeParse(parse(readFileSync(path, 'utf8')) ?? {})
  if (!success) throw new Error(`${path}: ${z.prettifyError(error)}`)
  return data
}

/** The terms a report is held to; null where no rule fits. */
export function familyOf(
  report: { source: string; category: string; priority: string },
  { families, rules }: Sla = loadSla(),
): Family | null {
  const fits = rules.find((rule) =>
    (['source', 'category', 'priority'] as const).every((key) => rule[key] === undefined || rule[key] === report[key]),
  )
  return fits ? (families[fits.family] as Family) : null
}

/** The end of a term; null where there is none, or where it counts working days and no calendar is at hand. */
export function endOf(term: Term | undefined, from: Date | null | undefined, calendar: Calendar | undefined): Date | null {
  if (!term || !from) return null
  if ('days' in term) return new Date(from.getTime() + term.days * DAY_MS)
  return calendar ? calendar.addWorkingDays(from, term.workingDays) : null
}
