import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadCalendar } from '../calendar/calendar.ts'
import { readUnits, type UnitRow } from '../units/apply.ts'
import type { SimulatedUnit, World } from './simulate.ts'

const HOUSE = join(dirname(fileURLToPath(import.meta.url)), '../../provinces')

const Settings = z.record(z.string(), z.unknown())

/** The world a province's simulated sources live in: its units, the national calendar, and its simulation.yaml. */
export function loadWorld(province: string, given: Pick<World, 'seed' | 'scale' | 'start'>, house = HOUSE): World {
  const folder = join(house, province)
  const units = readUnits(join(folder, 'units.csv'))
  const root = units.find((unit) => unit.key === province)
  if (!root) throw new Error(`${join(folder, 'units.csv')} names no unit «${province}».`)
  const below = (kind: string) => units.filter((unit) => unit.kind === kind && unit.parent === province).map(toSimulated)
  const settings = join(folder, 'simulation.yaml')
  return {
    ...given,
    province: toSimulated(root),
    communes: below('commune'),
    departments: below('department'),
    calendar: loadCalendar(readFileSync(join(house, 'national', 'calendar.yaml'), 'utf8')),
    settings: existsSync(settings) ? Settings.parse(parse(readFileSync(settings, 'utf8'))) : {},
  }
}

/** The source knows a unit by its document-exchange code (H31.05) where it has one. */
function toSimulated({ key, code, name, aliases }: UnitRow): SimulatedUnit {
  return { key, name, code: aliases.find((alias) => /^[A-Z]\d{2}(\.\d+)*$/.test(alias)) ?? code ?? key }
}
