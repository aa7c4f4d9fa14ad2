import { NotFound } from '../errors.ts'
import { loadDomains } from '../pack/load.ts'
import { locateIn, type Place } from '../pack/locate.ts'
import type { DrillPath, Localised, Meaning, Measure, Target, Tile } from '../pack/pack.ts'
import { CORE_UNITS, type UnitId, type UnitOfMeasurement, type UnitsOfMeasurement } from '../pack/units-of-measurement.ts'
import { nearest } from '../units/nearest.ts'
import { sha256 } from './certification.ts'
import { targetTrouble } from './check-targets.ts'
import { tileTrouble } from './check-tiles.ts'
import { unitTrouble } from './check-units.ts'
import { type DefinedIndicator, defineIndicator, wordsOf } from './define.ts'
import { MeaningFault } from './meaning-fault.ts'
import { pathTrouble } from './paths.ts'

export type { DefinedIndicator, Definition, Seam } from './define.ts'

export interface Registry {
  measure(id: string): Measure
  indicator(id: string): DefinedIndicator
  measures: Measure[]
  indicators: DefinedIndicator[]
  wordsOf(unit: UnitId): UnitOfMeasurement
  /** Every unit of measurement: the core's and those the domains declare. */
  unitsOfMeasurement: UnitsOfMeasurement
  /** What it was compiled from beside the core's units of measurement, and the fingerprint of that: two registries of one fingerprint mean the same. */
  meanings: Meaning[]
  sha256: string
  /** Certificates that no longer fit, each with the fingerprint that would. */
  notices: string[]
}

/** What a domain says its numbers mean, the tiles that show them, the paths that lead down from them, and where it says so. */
export interface Source {
  meaning: Meaning
  tiles: Tile[]
  paths?: DrillPath[]
  where(place: Place): string
}

let loaded: Promise<Registry> | undefined

/** Every measure and indicator the domains declare; what does not hold together stops the start, by file and line. */
export function loadRegistry(): Promise<Registry> {
  loaded ??= build()
  return loaded
}

async function build(): Promise<Registry> {
  const domains = await loadDomains()
  const registry = compileRegistry(
    domains.map(({ meaning, pack, folder }) => ({ meaning, tiles: pack.tiles, paths: pack.paths, where: locateIn(folder) })),
  )
  for (const notice of registry.notices) process.emitWarning(notice, 'Uncertified')
  return registry
}

/** Throws with everything that does not hold together, a line each. */
export function compileRegistry(sources: Source[], core: UnitsOfMeasurement = CORE_UNITS): Registry {
  const troubles: string[] = []
  /** Those that somebody who types may make, as they are said in Vietnamese. */
  const inVietnamese = new Map<string, string>()
  const units = { ...core }
  const vocabulary = { measures: new Map<string, Measure>(), rules: new Map<string, string>(), units }
  const { measures, rules } = vocabulary
  const indicators = new Map<string, DefinedIndicator>()
  const notices: string[] = []

  const declaredUnits = declarations(sources, unitsOf, 'unitsOfMeasurement')
  for (const {
    each: { id, ...unit },
    where,
  } of declaredUnits) {
    const trouble = unitTrouble(id, unit, units[id])
    if (trouble) troubles.push(`${where()}: ${trouble}`)
    units[id] ??= unit
  }
  for (const {
    each: { id, of, per },
    where,
  } of declaredUnits) {
    for (const part of [of, per]) if (part !== undefined) troubles.push(...undeclared(units, part, id, where))
  }

  for (const { each, domain, where } of declarations(sources, ({ meaning }) => meaning.measures, 'measures')) {
    troubles.push(...idTroubles(each.id, domain.id, measures, where), ...undeclared(units, each.unit, each.id, where))
    measures.set(each.id, each)
    rules.set(each.id, domain.rule)
  }
  for (const { each, where } of declarations(sources, ({ meaning }) => meaning.measures, 'measures')) {
    if (each.countedWith !== undefined && measures.get(each.countedWith)?.time !== 'sum')
      troubles.push(
        `${where(each.countedWith)}: ${each.id} is counted with «${each.countedWith}», which is no counted measure; name one of the same records.`,
      )
    if (each.sameAs !== undefined && measures.get(each.sameAs)?.sameAs !== undefined)
      troubles.push(
        `${where(each.sameAs)}: ${each.id} is the same as «${each.sameAs}», which is itself named so; name the first of them.`,
      )
    if (each.sameAs !== undefined && !measures.has(each.sameAs))
      troubles.push(
        `${where(each.sameAs)}: ${each.id} is the same as «${each.sameAs}», which is no measure; name one of its domain.`,
      )
  }

  const declared = declarations(sources, ({ meaning }) => meaning.indicators, 'indicators')
  const ids = new Set(declared.map(({ each }) => each.id))
  const targets: Target[] = []
  for (const { each, where } of declarations(sources, ({ meaning }) => meaning.targets, 'targets')) {
    const trouble = targetTrouble(each, targets, ids)
    if (trouble) troubles.push(`${where()}: ${trouble.en}`)
    targets.push(each)
  }

  for (const { each, domain, where } of declared) {
    if (measures.has(each.id))
      troubles.push(`${where()}: ${each.id} is a measure's id too, which would be read in its place; rename one.`)
    troubles.push(...idTroubles(each.id, domain.id, indicators, where), ...undeclared(units, each.unit, each.id, where))
    const own = targets.filter((target) => target.indicator === each.id)
    const refuse = (why: string | Localised, text?: string) => {
      const said = typeof why === 'string' ? why : why.en
      troubles.push(`${where(text)}: ${said}`)
      if (typeof why !== 'string') inVietnamese.set(`${where(text)}: ${said}`, `${where(text)}: ${why.vi}`)
    }
    const indicator = defineIndicator(domain.id, each, vocabulary, own, refuse)
    if (!indicator) continue
    indicators.set(each.id, indicator)
    const { state, definition, on } = indicator.certification
    if (state === 'changed')
      notices.push(
        `${where('certified:')}: ${each.id} was certified on ${on} and means something else since; the definition to certify now is '${definition}'.`,
      )
  }

  const tiles = new Set<string>()
  const all = { measures: [...measures.values()], indicators: [...indicators.values()] }
  // A tile of an indicator that was refused would only say it again.
  if (troubles.length === 0) {
    for (const { each, domain, where } of declarations(sources, (source) => source.tiles, 'tiles')) {
      troubles.push(...idTroubles(each.id, domain.id, tiles, where))
      tiles.add(each.id)
      const trouble = tileTrouble(each, all)
      if (trouble) troubles.push(`${where()}: ${trouble}`)
    }
    const paths = new Set<string>()
    for (const { each, domain, where } of declarations(sources, (source) => source.paths ?? [], 'paths')) {
      troubles.push(...idTroubles(each.id, domain.id, paths, where))
      paths.add(each.id)
      const trouble = pathTrouble(each, domain.id, all)
      if (trouble) troubles.push(`${where()}: ${trouble}`)
    }
  }
  if (troubles.length > 0)
    throw new MeaningFault({
      vi: troubles.map((trouble) => inVietnamese.get(trouble) ?? trouble).join('\n'),
      en: troubles.join('\n'),
    })

  const meanings = sources.map(({ meaning }) => meaning)
  return {
    measure: (id) => known(measures, 'measure', id),
    indicator: (id) => known(indicators, 'indicator', id),
    ...all,
    wordsOf: (unit) => wordsOf(units, unit),
    unitsOfMeasurement: units,
    meanings,
    sha256: sha256(JSON.stringify([core, meanings])),
    notices,
  }
}

interface Declaration<T> {
  each: T
  domain: Meaning
  /** File and line, of the words where any are given. */
  where(text?: string): string
}

function declarations<T extends { id: string } | { indicator: string }>(
  sources: Source[],
  of: (source: Source) => T[],
  section: Place['section'],
): Declaration<T>[] {
  return sources.flatMap((source) => {
    const places = of(source).map((each) => ('id' in each ? each.id : each.indicator))
    return of(source).map((each, index) => {
      const id = places[index] as string
      const nth = places.slice(0, index).filter((other) => other === id).length
      const where = (text?: string) => source.where({ section, id, nth, ...(text === undefined ? {} : { text }) })
      return { each, domain: source.meaning, where }
    })
  })
}

function unitsOf({ meaning }: Source) {
  return Object.entries(meaning.unitsOfMeasurement).map(([id, unit]) => ({ id, ...unit }))
}

function undeclared(units: UnitsOfMeasurement, unit: UnitId, by: string, where: () => string): string[] {
  if (units[unit]) return []
  const near = nearest(unit, Object.keys(units), (key) => [key]).map((key) => `«${key}»`)
  const hint = near.length > 0 ? ` Near it: ${near.join(', ')}.` : ''
  return [`${where()}: ${by} counts in «${unit}», which nobody declares; declare it under unitsOfMeasurement.${hint}`]
}

function idTroubles(id: string, domain: string, taken: { has(id: string): boolean }, where: () => string): string[] {
  if (!id.startsWith(`${domain}.`)) return [`${where()}: ${id} belongs to the domain ${domain}; call it ${domain}.….`]
  return taken.has(id) ? [`${where()}: ${id} is declared twice; rename or remove one.`] : []
}

function known<T>(all: Map<string, T>, what: string, id: string): T {
  const found = all.get(id)
  if (found !== undefined) return found
  const near = nearest(id, [...all.keys()], (key) => [key]).map((key) => `«${key}»`)
  const others = near.length > 0 ? `Near it: ${near.join(', ')}.` : `There are: ${[...all.keys()].join(', ')}.`
  throw new NotFound(`There is no ${what} «${id}». ${others}`)
}
