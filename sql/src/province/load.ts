import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { Feed } from '../feeds/feed.ts'
import { Localised } from '../pack/pack.ts'
import { readUnits, type UnitRow } from '../units/apply.ts'
import { checkUnits } from '../units/check.ts'
import { readSuccessions, type SuccessionRow } from '../units/successions.ts'

const HOUSE = join(dirname(fileURLToPath(import.meta.url)), '../../provinces')

const Place = z.object({
  tile: z.string(),
  column: z.number().int().min(1),
  row: z.number().int().min(1),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
})

export const SceneFile = z.object({
  id: z.string(),
  title: Localised,
  columns: z.number().int(),
  rows: z.number().int(),
  places: z.array(Place),
  strip: z.string().nullable().default(null),
})
export type SceneFile = z.infer<typeof SceneFile>

export const ProvinceFile = z.object({
  key: z.string(),
  /** The unit whose readings its wall shows. */
  unit: z.string(),
  name: z.string(),
  title: Localised,
  timeZone: z.string(),
})
export type ProvinceFile = z.infer<typeof ProvinceFile>

export interface Province {
  province: ProvinceFile
  units: UnitRow[]
  successions: SuccessionRow[]
  feeds: Feed[]
  scenes: SceneFile[]
}

/** Reads a province's folder and the national one every province shares. */
export function loadProvince(key: string, house = HOUSE): Province {
  const folder = join(house, key)
  if (!existsSync(join(folder, 'province.yaml'))) {
    const known = readdirSync(house).filter((name) => existsSync(join(house, name, 'province.yaml')))
    throw new Error(`There is no province «${key}». Known: ${known.join(', ')}.`)
  }
  const province = readYaml(join(folder, 'province.yaml'), ProvinceFile)
  const folders = [join(house, 'national'), folder]
  const units = folders.flatMap((each) => files(each, /^units.*\.csv$/)).flatMap(readUnits)
  const successions = folders.flatMap((each) => files(join(each, 'successions'), /\.csv$/)).flatMap(readSuccessions)
  checkUnits(units, successions)
  if (!units.some((unit) => unit.key === province.unit))
    throw new Error(`${join(folder, 'province.yaml')}: no units file names its unit «${province.unit}».`)
  return {
    province,
    units,
    successions,
    feeds: files(join(folder, 'feeds'), /\.yaml$/).map((path) => readYaml(path, Feed)),
    scenes: files(join(folder, 'scenes'), /\.yaml$/).map((path) => readYaml(path, SceneFile)),
  }
}

function files(folder: string, name: RegExp): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => name.test(file))
    .sort()
    .map((name) => join(folder, name))
}

function readYaml<T>(path: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
