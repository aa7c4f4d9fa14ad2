import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { SecondStepOf } from '../accounts/both-steps.ts'
import { AlertRule } from '../alerts/rule.ts'
import { Briefing } from '../briefings/briefing.ts'
import { assertConfigurationFolder } from '../configuration/folder.ts'
import { Invalid } from '../errors.ts'
import { EventFile } from '../events/event.ts'
import { Feed } from '../feeds/feed.ts'
import { type OwnIndicator, readOwnIndicator } from '../indicators/own.ts'
import { domainFolders } from '../pack/load.ts'
import { Localised } from '../pack/pack.ts'
import { type PlanFile, readPlan } from '../plans/plan-file.ts'
import { Retention } from '../privacy/retention.ts'
import { REVIEWED } from '../proposals/life.ts'
import { QualityLevels } from '../quality/levels.ts'
import { ReportTemplate } from '../reporting/template.ts'
import { RuleSet } from '../rules/rule-set.ts'
import { Playlist } from '../screens/playlist.ts'
import { SceneFile } from '../screens/scene.ts'
import { Rounds } from '../signoff/round.ts'
import { readUnits, type UnitRow } from '../units/apply.ts'
import { checkUnits } from '../units/check.ts'
import { withMergers } from '../units/merger.ts'
import { readSuccessions, type SuccessionRow } from '../units/successions.ts'
import { type Located, readLocated } from './located.ts'
import { DomainSwitches, isDomainOn } from './switches.ts'

/** The folder of every province's configuration. */
export const PROVINCES = join(dirname(fileURLToPath(import.meta.url)), '../../provinces')

export const ProvinceFile = z.object({
  key: z.string(),
  /** The unit whose readings its wall shows. */
  unit: z.string(),
  name: z.string(),
  title: Localised,
  timeZone: z.string(),
  domains: DomainSwitches,
  /** From where on a feed's scores are bad. */
  quality: QualityLevels,
  /** How long what is kept of persons is kept once it is over. */
  retention: Retention,
  /** Who signs in with both steps. */
  secondStep: SecondStepOf,
  /** Which figures are signed, for which periods and by whom. */
  signoff: Rounds,
  /** What of its configuration two people publish, where the console changes it. */
  review: z.array(z.enum(REVIEWED)).default([]),
})
export type ProvinceFile = z.infer<typeof ProvinceFile>

export interface Province {
  province: ProvinceFile
  units: UnitRow[]
  successions: SuccessionRow[]
  feeds: Feed[]
  /** Where each feed’s file is, by the feed’s id; none of a configuration that is read from a database. */
  feedFiles?: ReadonlyMap<string, string>
  /** What it says of indicators itself. */
  indicators: Located<OwnIndicator>[]
  plans: PlanFile[]
  scenes: SceneFile[]
  /** Which scenes follow each other on a screen. */
  playlists: Playlist[]
  /** The forms its units report on by hand. */
  reports: ReportTemplate[]
  /** What it has otherwise of the rules of a kind of record. */
  rules: RuleSet[]
  /** What it wants to be told of. */
  alerts: AlertRule[]
  /** What happened that bears on its figures. */
  events: EventFile[]
  /** The reports the house makes by itself. */
  briefings: Briefing[]
}

/**
 * Reads a province's folder, the national one every province shares, and what the domains bring along. A feed or scene of the
 * province's own takes the place of the national one of the same file name, and that of a domain's; `{{province}}` in a shared
 * one is the key of the province.
 */
export function loadProvince(key: string, house = PROVINCES): Province {
  const folder = join(house, key)
  if (!existsSync(join(folder, 'province.yaml'))) {
    const known = readdirSync(house).filter((name) => existsSync(join(house, name, 'province.yaml')))
    throw new Error(`There is no province «${key}». Known: ${known.join(', ')}.`)
  }
  const national = join(house, 'national')
  return assemble(folder, [national, folder], [...domainFolders(), national, folder])
}

/** Reads a configuration that stands in one folder, with nothing beside it. */
export function readConfiguration(folder: string): Province {
  if (!existsSync(join(folder, 'province.yaml')))
    throw new Invalid(
      `${folder} holds no configuration: there is no province.yaml in it. Make one: npm run ioc -- config export ${folder}`,
    )
  assertConfigurationFolder(folder)
  return assemble(folder, [folder], [folder], { isAsKept: true })
}

/**
 * `folder` says which province it is, `folders` its units, `shared` what may be told again by a later one. What is shared by all provinces
 * has feeds of domains this one never had; `isAsKept`: those there are of a domain that is off were its own.
 */
function assemble(folder: string, folders: string[], sharing: string[], { isAsKept = false } = {}): Province {
  const province = readYaml(join(folder, 'province.yaml'), ProvinceFile)
  const { units, successions } = withMergers(
    folders.flatMap((each) => files(each, /^units.*\.csv$/)).flatMap(readUnits),
    folders.flatMap((each) => files(join(each, 'successions'), /\.csv$/)).flatMap(readSuccessions),
  )
  checkUnits(units, successions)
  if (!units.some((unit) => unit.key === province.unit))
    throw new Error(`${join(folder, 'province.yaml')}: no units file names its unit «${province.unit}».`)
  const shared = (kind: string) => ownFirst(sharing.map((each) => files(join(each, kind), /\.yaml$/)))
  const named = <T extends { id: string }>(paths: string[], schema: z.ZodType<T>): T[] =>
    readEach<T>(
      paths,
      ({ id }) => id,
      (path) => readYaml(path, schema, province.key),
    )
  const feedFiles = shared('feeds')
  const feeds = named(feedFiles, Feed)
  const textOf = (path: string) => fillIn(readFileSync(path, 'utf8'), province.key)
  const isOff = (key: string) => !isAsKept && feeds.some(({ id, domain }) => id === key && !isDomainOn(province.domains, domain))
  return {
    province,
    units,
    successions,
    feeds: feeds.filter(({ id }) => !isOff(id)),
    feedFiles: new Map(feeds.map(({ id }, index) => [id, feedFiles[index] as string])),
    indicators: shared('indicators').map((path) => readOwnIndicator(path, textOf(path))),
    plans: readEach(
      shared('plans'),
      ({ plan }) => plan.id,
      (path) => readPlan(path, textOf(path)),
    ),
    scenes: named(shared('scenes'), SceneFile),
    playlists: named(shared('playlists'), Playlist),
    reports: named(shared('reports'), ReportTemplate).filter(({ feed }) => !isOff(feed)),
    // A domain's own are declared with its kinds of records.
    rules: named(ownFirst(folders.map((each) => files(join(each, 'rules'), /\.yaml$/))), RuleSet),
    alerts: named(shared('alerts'), AlertRule),
    events: named(shared('events'), EventFile),
    briefings: named(shared('briefings'), Briefing),
  }
}

/** Of files of one name, the last: a province's own before the national one. */
function ownFirst(folders: string[][]): string[] {
  const byName = new Map(folders.flat().map((path) => [basename(path), path]))
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path)
}

function files(folder: string, name: RegExp): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => name.test(file))
    .sort()
    .map((name) => join(folder, name))
}

/** What a file shared by all provinces leaves open. */
function fillIn(text: string, province: string): string {
  return text.replaceAll('{{province}}', province)
}

function readYaml<T>(path: string, schema: z.ZodType<T>, province = ''): T {
  return readLocated(path, schema, fillIn(readFileSync(path, 'utf8'), province)).value
}

/** Of two files that tell of the same thing one would be left out without a word. */
function readEach<T>(paths: string[], idOf: (value: T) => string, read: (path: string) => T): T[] {
  const known = new Map<string, string>()
  return paths.map((path) => {
    const value = read(path)
    const other = known.get(idOf(value))
    if (other) throw new Error(`${path}: «${idOf(value)}» is told of in ${other} too. Keep one of them.`)
    known.set(idOf(value), path)
    return value
  })
}
