import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { Invalid } from '../errors.ts'
import type { Province } from '../province/load.ts'
import { FOLDERS } from './folder.ts'

const UNIT_COLUMNS = [
  'key',
  'code',
  'kind',
  'name',
  'parent',
  'valid_from',
  'valid_to',
  'legal_act',
  'end_act',
  'people',
  'area_km2',
  'longitude',
  'latitude',
] as const
const SUCCESSION_COLUMNS = ['from', 'to', 'people', 'area', 'dossiers', 'legal_act', 'source'] as const

/** The files of a configuration by their path within its folder. */
export function configurationFiles({
  province,
  units,
  successions,
  feeds,
  indicators,
  plans,
  scenes,
  playlists,
  reports,
  rules,
  alerts,
  events,
  briefings,
}: Province): Map<string, string> {
  const files = new Map<string, string>([['province.yaml', yaml(province)]])
  files.set(
    'units.csv',
    csv(
      [...UNIT_COLUMNS, 'aliases'],
      units.map((unit) => [...UNIT_COLUMNS.map((column) => unit[column]), unit.aliases.join('|')]),
    ),
  )
  for (const day of new Set(successions.map(({ on_date }) => on_date))) {
    const lines = successions.filter(({ on_date }) => on_date === day)
    files.set(
      `successions/${day}.csv`,
      csv(
        SUCCESSION_COLUMNS,
        lines.map((line) => SUCCESSION_COLUMNS.map((column) => line[column])),
      ),
    )
  }
  for (const feed of feeds) files.set(`feeds/${feed.id}.yaml`, yaml(feed))
  for (const { value } of indicators) files.set(`indicators/${value.id}.yaml`, yaml(value))
  for (const { plan } of plans) files.set(`plans/${plan.id}.yaml`, yaml(plan))
  for (const template of reports) files.set(`reports/${template.id}.yaml`, yaml(template))
  for (const set of rules) files.set(`rules/${set.id}.yaml`, yaml(set))
  for (const rule of alerts) files.set(`alerts/${rule.id}.yaml`, yaml(rule))
  for (const event of events) files.set(`events/${event.id}.yaml`, yaml(event))
  for (const briefing of briefings) files.set(`briefings/${briefing.id}.yaml`, yaml(briefing))
  for (const playlist of playlists) files.set(`playlists/${playlist.id}.yaml`, yaml(playlist))
  for (const scene of scenes) files.set(`scenes/${scene.id}.yaml`, yaml(scene))
  return files
}

/** Writes a configuration as a folder, whose files of before go. Refuses a folder that holds something else. */
export function writeConfiguration(configuration: Province, folder: string): number {
  if (existsSync(folder) && !existsSync(join(folder, 'province.yaml')) && readdirSync(folder).length > 0)
    throw new Invalid(`${folder} holds something other than a configuration. Give a new or empty folder.`)
  const files = configurationFiles(configuration)
  for (const kind of FOLDERS) rmSync(join(folder, kind), { recursive: true, force: true })
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return files.size
}

function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 120, sortMapEntries: false })
}

function csv(columns: readonly string[], lines: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    const text = value === null ? '' : String(value)
    return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `${[columns, ...lines].map((line) => line.map(cell).join(',')).join('\n')}\n`
}
