import {
  type DescribedKind,
  dayOf,
  describeKinds,
  type Impact,
  nearestUnits,
  type RegistryUnit,
  type UnitRegistry,
} from '@ioc/sql'
import { connectorForms, foldersToRead, formSchema, inEnglish, isAsked } from '@ioc/workers/connectors'
import { type Discovery, tableIn } from '@ioc/workers/making'
import type { z } from 'zod'
import type { ImpactAnswer, MakingOptions, NamedUnit, Preview, SeenSheet, TargetOption } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

// What the making of feeds answers, in the contract's words.

/** The order a steward meets the ways to reach a source in: what most have first. */
const ORDER = ['file', 'rest', 'folder', 'sftp', 'rss', 'postgres', 'webhook', 'form']

export async function optionsOf({ units, province, registry }: TileContext): Promise<MakingOptions> {
  const today = dayOf(new Date())
  const isHere = ({ parent_id, id }: { parent_id: number | null; id: number }) =>
    id === province.unitId || parent_id === province.unitId
  const standing = units.standing(today).filter(isHere)
  const { now, former } = unitsEver(units, today)
  const folders = await foldersToRead()
  const rank = (kind: string) => ORDER.indexOf(kind) + 1 || ORDER.length + 1
  return {
    connectors: [...connectorForms.values()]
      .map((form) => ({
        kind: form.kind,
        title: { vi: form.title, en: inEnglish(form.title) ?? form.title },
        isAsked: isAsked(form.kind),
        form: form.kind === 'folder' ? withExamples(formSchema(form), 'folder', folders) : formSchema(form),
      }))
      .sort((a, b) => rank(a.kind) - rank(b.kind)),
    kinds: (await describeKinds())
      .filter(({ domain }) => province.domains[domain] !== 'off')
      .map((kind) => ({
        ...kind,
        targets: kind.targets.map(targetOf),
      })),
    owners: standing.map(({ key, name, kind }) => ({ key, name, isCommune: kind === 'commune' })),
    measures: registry.measures.map(({ id, title }) => ({ id, title })),
    unitKinds: [...new Set(now.map(({ kind }) => kind))].filter((kind) => kind !== 'external'),
    units: [...now, ...former].map((unit) => namedUnit(units, unit)),
  }
}

/** A form with what may be chosen for a field, where something else may be typed too. */
function withExamples(form: unknown, field: string, examples: string[]): object {
  const { properties = {}, ...rest } = form as { properties?: Record<string, object> }
  return { ...rest, properties: { ...properties, [field]: { ...properties[field], examples } } }
}

function targetOf({ also: _, values, known, items, ...target }: DescribedKind['targets'][number]): TargetOption {
  const said = ({ value, title }: (typeof values)[number]) => ({ value, title })
  return { ...target, values: values.map(said), known: known.map(said), items: items.map(targetOf) }
}

const SHOWN_ROWS = 60
const SHOWN_CHARS = 90

/** The tables of a page as a person looks at them. */
export function describeSheets(sheets: Discovery['sheets']): SeenSheet[] {
  return sheets.map((sheet) => describeSheet(sheet))
}

function describeSheet(sheet: Discovery['sheets'][number]): SeenSheet {
  const { name, rows, hasMore } = sheet
  return {
    name,
    table: tableIn(sheet),
    rows: rows.slice(0, SHOWN_ROWS).map(({ number, cells }) => ({
      number,
      cells: cells.map((cell) => (cell === null ? '' : String(cell).slice(0, SHOWN_CHARS))),
    })),
    hasMore: hasMore || rows.length > SHOWN_ROWS,
  }
}

/** Names no unit bears, each with the units whose names come nearest. */
export function describeStrangers(units: UnitRegistry, strangers: { name: string; count: number }[]): Preview['strangers'] {
  const { now, former } = unitsEver(units, dayOf(new Date()))
  return strangers.map((stranger) => ({
    ...stranger,
    near: [now, former].flatMap((some) => nearestUnits(stranger.name, some)).map((unit) => namedUnit(units, unit)),
  }))
}

/** The units of today, and those a source of years past may speak of; the country is none a row is of. */
function unitsEver(units: UnitRegistry, today: string): { now: RegistryUnit[]; former: RegistryUnit[] } {
  const all = units.all.filter(({ kind }) => kind !== 'country')
  const isNow = new Set(units.standing(today))
  return { now: all.filter((unit) => isNow.has(unit)), former: all.filter((unit) => !isNow.has(unit)) }
}

function namedUnit(units: UnitRegistry, { key, name, parent_id, valid_to }: RegistryUnit): NamedUnit {
  return { key, name, within: parent_id === null ? '' : units.get(parent_id).name, until: valid_to }
}

export function describeImpact(
  { registry }: TileContext,
  { moves, still, touched }: Impact,
  sample: { rows: number; isWhole: boolean },
): z.infer<typeof ImpactAnswer> {
  return {
    ...sample,
    inserted: touched.inserted,
    updated: touched.updated,
    unchanged: touched.unchanged,
    moves: moves.map(({ indicator, unit, ...move }) => ({
      ...move,
      indicator: indicator.id,
      title: indicator.title,
      unitOfMeasurement: registry.wordsOf(indicator.unit),
      decimals: indicator.decimals,
      direction: indicator.direction,
      unit: { key: unit.key, name: unit.name },
    })),
    still: still.map(({ id, title }) => ({ indicator: id, title })),
  }
}
