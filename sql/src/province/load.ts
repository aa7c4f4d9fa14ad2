import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { Feed } from '../feeds/feed.ts'
import { Localised } from '../pack/pack.ts'
import { readUnits, type UnitRow } from '../units/apply.ts'

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
  return {
    province: readYaml(join(folder, 'province.yaml'), ProvinceFile),
    units: [...readUnits(join(house, 'national', 'units.csv')), ...readUnits(join(folder, 'units.csv'))],
    feeds: yamlFiles(join(folder, 'feeds')).map((path) => readYaml(path, Feed)),
    scenes: yamlFiles(join(folder, 'scenes')).map((path) => readYaml(path, SceneFile)),
  }
}

function yamlFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name))
}

function readYaml<T>(path: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
