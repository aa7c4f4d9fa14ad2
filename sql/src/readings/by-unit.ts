import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { Comparison } from '../pack/pack.ts'
import { seeingAll } from '../sight/sight.ts'
import { dayOf } from '../time/hanoi.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import type { Moment } from './asked/moment.ts'
import { ownSpan } from './asked/own-span.ts'
import type { Span } from './asked/period.ts'
import { targetBeside } from './asked/target.ts'
import { momentOfSpan, standsOverPeriod } from './at-its-end.ts'
import { isComparable, spanBefore, toldBefore } from './before.ts'
import { hear } from './heard/hearing.ts'
import { type Judged, judge } from './judge.ts'
import { type Beside, besidePeers, peersOf } from './peers.ts'
import { type Evaluated, evaluate } from './totals/evaluate.ts'
import type { TermQuery } from './totals/term.ts'
import { onceTold, upToWithdrawal } from './totals/withdrawn.ts'

/**
 * `part`: what it says is of the part of the unit that lies in the one asked about, not of all of it. `before` is the value it is set
 * beside, of the days of `beforeSpan`; null where none was asked for or none can be told.
 */
export type UnitValue = {
  unit: RegistryUnit
  part: boolean
  simulated: boolean
  beforeSpan: Span | null
} & Beside &
  Omit<Judged, 'isUnknowable' | 'freshness'>

/**
 * An indicator for each of several units, over its own period or another span. Where they are all that lies right below `of`,
 * the rows add up to it: one that lies there in part answers for that part, and what was reported for `of` itself comes last. Where a
 * comparison is asked for, each stands beside its own value of the days before, as readIndicator says it.
 */
export async function readByUnit(
  db: Db,
  registry: UnitRegistry,
  indicator: DefinedIndicator,
  units: RegistryUnit[],
  asking: Moment,
  asked?: Span,
  of?: RegistryUnit,
  compare?: Comparison,
): Promise<UnitValue[]> {
  const span = upToWithdrawal(indicator, asked ?? ownSpan(indicator, units, asking.at))
  const moment = momentOfSpan(indicator, span, asking)
  const roots = units.map((unit) => unit.id)
  const { alone, within, isPart } = belowOf(registry, of, moment)
  const [rows, hearing] = await Promise.all([
    evaluate(db, registry, indicator, { roots, alone, within, span, ...moment }),
    hear(db, registry, indicator, moment, { roots, alone, within, span }),
  ])
  const found = new Map(rows.map((row) => [row.root, row]))
  const empty = roots.filter((root) => found.get(root)?.value == null)
  const wasTold = await onceTold(db, registry, indicator, empty, moment, span)
  const isLatest = !asked && indicator.period === 'latest'
  const judged = [...units, ...(of && found.has(of.id) ? [of] : [])].map((unit) => {
    const isTakenBack = wasTold(unit.id, span, found.get(unit.id)?.values)
    const about = { unitId: unit.id, span, found: found.get(unit.id), isTakenBack, isLatest }
    return { unit, ...judge(indicator, hearing, moment, about) }
  })
  const beforeOf = await beforeByUnit()
  return judged.map(({ unit, isUnknowable, freshness, ...said }) => ({
    unit,
    part: isPart(unit),
    simulated: freshness.simulated,
    ...said,
    ...beforeOf(unit),
  }))

  /** Units are read together where what they say is set beside the same days. */
  async function beforeByUnit(): Promise<(unit: RegistryUnit) => Beside & Pick<UnitValue, 'beforeSpan'>> {
    if (!compare) return () => ({ before: null, quartiles: null, beforeSpan: null })
    if (compare === 'target')
      return ({ id }) => ({ before: targetBeside(indicator, registry, id, span, moment), quartiles: null, beforeSpan: null })
    if (compare === 'peers') {
      const peers = await readBesidePeers(db, registry, indicator, units, moment, asked)
      return ({ id }) => ({ ...peers(id), beforeSpan: null })
    }
    const definition = indicator.definitionOn(dayOf(span.from))
    const together = new Map<string, { earlier: Span; ids: number[] }>()
    const spans = new Map<number, Span | null>()
    for (const { unit, span: spoken } of judged) {
      const covered = hearing.since(unit.id)
      const earlier = spanBefore(indicator, { asked, spoken, covered }, compare, moment.at)
      spans.set(unit.id, earlier)
      if (!earlier || !isComparable(definition, earlier, covered, moment.at)) continue
      const key = `${earlier.from.getTime()} ${earlier.to.getTime()}`
      together.set(key, { earlier, ids: [...(together.get(key)?.ids ?? []), unit.id] })
    }
    const before = new Map<number, number | null>()
    for (const { earlier, ids } of together.values()) {
      // What stood then, and whether that is known, is a reading of its own.
      if (standsOverPeriod(indicator, earlier)) {
        const then = await readByUnit(db, registry, indicator, units, moment, earlier, of)
        for (const { unit, value } of then) if (ids.includes(unit.id)) before.set(unit.id, value)
        continue
      }
      for (const year of await evaluateSome(db, registry, indicator, { ids, alone, within, span: earlier, ...moment }))
        before.set(year.root, toldBefore(indicator, definition, year, earlier, isLatest)?.value ?? null)
    }
    return ({ id }) => ({ before: before.get(id) ?? null, quartiles: null, beforeSpan: spans.get(id) ?? null })
  }
}

/** What each unit’s peers have. */
export async function readBesidePeers(
  db: Db,
  registry: UnitRegistry,
  indicator: DefinedIndicator,
  units: RegistryUnit[],
  moment: Moment,
  asked?: Span,
): Promise<(unitId: number) => Beside> {
  const peers = new Map(units.map((unit) => [unit.id, peersOf(registry, unit, moment.geo)]))
  const all = [...new Set([...peers.values()].flat())]
  const read = all.length === 0 ? [] : await seeingAll(() => readByUnit(db, registry, indicator, all, moment, asked))
  const values = new Map(read.map(({ unit, value }) => [unit.id, value]))
  return (unitId) => besidePeers((peers.get(unitId) ?? []).map(({ id }) => values.get(id)))
}

/** What some units come to, those of which nothing can be said left out: one that began since has no year before. */
export async function evaluateSome(
  db: Db,
  registry: UnitRegistry,
  indicator: DefinedIndicator,
  { ids, alone, ...query }: Omit<TermQuery, 'roots' | 'alone'> & { ids: number[]; alone: number[] },
): Promise<Evaluated[]> {
  const ask = (some: number[]) => {
    const roots = some.filter((id) => !alone.includes(id))
    return evaluate(db, registry, indicator, { ...query, roots, alone: some.filter((id) => alone.includes(id)) })
  }
  return ask(ids).catch(async (error) => {
    if (!(error instanceof Invalid)) throw error
    const each = await Promise.all(ids.map((id) => ask([id]).catch((): Evaluated[] => [])))
    return each.flat()
  })
}

/** How units right below another answer for it: beside what it reported itself and, where it does not stand on the map, each for its part of it. */
export function belowOf(registry: UnitRegistry, of: RegistryUnit | undefined, { geo }: Moment): Below {
  const alone = of ? [of.id] : []
  if (!of || (of.valid_from <= geo && (of.valid_to === null || geo < of.valid_to))) return { alone, isPart: () => false }
  const shares = new Map(registry.members([of.id], geo, 'people').map(({ unit, weight }) => [unit, weight]))
  return { alone, within: of.id, isPart: ({ id }) => (shares.get(id) ?? 0) < 1 }
}

interface Below {
  alone: number[]
  within?: number
  isPart: (unit: RegistryUnit) => boolean
}
