import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadCalendar } from '../calendar/load.ts'
import { loadProvince, PROVINCES } from '../province/load.ts'
import { dayOf, startOfDay } from '../time/hanoi.ts'
import type { UnitRow } from '../units/apply.ts'
import { stands } from '../units/crosswalk.ts'
import type { SimulatedUnit, World } from './simulate.ts'

const Settings = z.record(z.string(), z.record(z.string(), z.unknown()))

/** The world a province's simulated sources live in: its units, its calendar, and simulation.yaml, its own over the national one. */
export function loadWorld(province: string, given: Pick<World, 'seed' | 'scale' | 'start'>, house = PROVINCES): World {
  const folder = join(house, province)
  const { units, successions } = loadProvince(province, house)
  const root = units.find((unit) => unit.key === province)
  if (!root) throw new Error(`${folder} names no unit «${province}».`)
  const byKey = new Map(units.map((unit) => [unit.key, unit]))
  const simulated = (unit: UnitRow): SimulatedUnit => {
    const former = successions.filter(({ to }) => to === unit.key).map(({ from }) => from)
    const names = former.map((key) => oldName(byKey, key))
    const codes = former.map((key) => oldCode(byKey, key))
    return {
      key: unit.key,
      name: unit.name,
      code: codeOf(unit),
      people: unit.people,
      before: { until: startOfDay(unit.valid_from), names, codes },
    }
  }
  const today = dayOf(new Date())
  const below = (kind: string) =>
    units.filter((unit) => unit.kind === kind && unit.parent === province && stands(unit, today)).map(simulated)
  return {
    ...given,
    province: simulated(root),
    communes: below('commune'),
    departments: below('department'),
    districts: units.flatMap((unit) =>
      unit.kind === 'district' && unit.valid_to ? [{ ...simulated(unit), until: startOfDay(unit.valid_to) }] : [],
    ),
    calendar: loadCalendar(province, house),
    settings: settingsOf([join(house, 'national'), folder]),
  }
}

/** Domain by domain, what a later folder says of a matter replaces what an earlier one said. */
function settingsOf(folders: string[]): World['settings'] {
  const all: z.infer<typeof Settings> = {}
  for (const path of folders.map((folder) => join(folder, 'simulation.yaml')).filter(existsSync)) {
    for (const [domain, own] of Object.entries(Settings.parse(parse(readFileSync(path, 'utf8'))))) {
      all[domain] = { ...all[domain], ...own }
    }
  }
  return all
}

/** The source knows a unit by its document-exchange code (H31.05) where it has one. */
function codeOf({ key, code, aliases }: UnitRow): string {
  return aliases.find((alias) => /^[A-Z]\d{2}(\.\d+)*$/.test(alias)) ?? code ?? key
}

/** A former unit by its national code, or by its name and the province it belonged to: «Sở Tư pháp tỉnh Thái Bình». */
function oldName(units: Map<string, UnitRow>, key: string): string {
  const { code, name, parent } = units.get(key) as UnitRow
  const within = parent === null ? '' : ` ${(units.get(parent) as UnitRow).name.replace(/^Tỉnh/, 'tỉnh')}`
  return code ?? `${name}${within}`
}

/** A former unit by its code of thirteen characters, as systems wrote it then: 000.00.04.H54. */
function oldCode(units: Map<string, UnitRow>, key: string): string {
  const { aliases } = units.get(key) as UnitRow
  return aliases.find((alias) => /^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$/.test(alias)) ?? oldName(units, key)
}
