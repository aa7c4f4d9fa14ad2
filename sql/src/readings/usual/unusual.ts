import { type Stand, standOf } from '../../baseline/unusual.ts'
import type { Calendar } from '../../calendar/calendar.ts'
import type { Db } from '../../db.ts'
import type { Formula } from '../../indicators/formula.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import { dayOf } from '../../time/hanoi.ts'
import { following } from '../../time/slots.ts'
import type { RegistryUnit, UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import type { Span } from '../asked/period.ts'
import { belowOf } from '../by-unit.ts'
import { readSeries, type SeriesPoint } from '../series/series.ts'
import { evaluate, fillSums } from '../totals/evaluate.ts'
import { type Alike, readAlike, stretchesOf, type UsualStep } from './alike.ts'
import { noiseOf } from './noise.ts'

type Terms = (number | null)[]

/** How every point of a series stands to what it is alike to. */
export async function readStands(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  { span, step }: { span: Span; step: UsualStep },
  moment: Moment,
  calendar: Calendar,
): Promise<(Stand & { at: Date })[]> {
  const points = await readSeries(db, units, indicator, unitId, span, step, moment)
  const [alike, rows] = await Promise.all([
    readAlike(db, units, indicator, unitId, { points, step }, moment, calendar),
    evaluate(db, units, indicator, { roots: [unitId], span, step, ...moment }),
  ])
  const termsAt = new Map(rows.map(({ slot, values }) => [slot?.getTime(), values]))
  return alike.flatMap((each) => {
    const stand = standing(indicator, each, termsAt.get(each.point.at.getTime()))
    return stand ? [{ at: each.point.at, ...stand }] : []
  })
}

function standing(indicator: DefinedIndicator, { point, figures }: Alike, terms: Terms = []): Stand | null {
  if (point.value === null || point.provisional) return null
  const { compiled } = indicator.definitionOn(dayOf(point.at))
  const values = figures.map(({ value }) => value)
  return standOf(point.value, values, (middle) => noiseOf(compiled, terms, middle))
}

interface UnusualPart {
  unit: RegistryUnit
  value: number | null
  /** What it comes to on those that are alike, of their mean. */
  usual: number | null
  /** How much lower the whole would be had this one been as usual and all others as they were. */
  effect: number
}

interface PointStand {
  point: SeriesPoint | null
  stand: Stand | null
  figures: Alike['figures']
  /** The units right below that moved it, the largest first; null where the whole does not follow from them, none where there are none. */
  parts: UnusualPart[] | null
  /** So many of them are too small to be told. */
  untold: number
}

/** One point of a series, what it is set against, and what each unit right below has to do with it. */
export async function readUnusual(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unit: RegistryUnit,
  { at, step }: { at: Date; step: UsualStep },
  moment: Moment,
  calendar: Calendar,
): Promise<PointStand> {
  const span = { from: at, to: following(at, step) }
  const points = await readSeries(db, units, indicator, unit.id, span, step, moment)
  const [alike] = await readAlike(db, units, indicator, unit.id, { points, step }, moment, calendar)
  const nothing = { point: points[0] ?? null, stand: null, figures: [], parts: null, untold: 0 }
  if (!alike) return nothing
  const [whole] = await evaluate(db, units, indicator, { roots: [unit.id], span, step, ...moment })
  const stand = standing(indicator, alike, whole?.values)
  const { compiled } = indicator.definitionOn(dayOf(at))
  if (!stand || !whole || !followsFromUnits(compiled)) return { ...nothing, stand, figures: alike.figures }
  return { ...nothing, stand, figures: alike.figures, ...(await partsOf(whole.values, compiled, alike)) }

  async function partsOf(total: Terms, formula: Formula, { figures }: Alike) {
    const below = units.children(unit.id, moment.geo)
    if (below.length === 0) return { parts: [] }
    const { alone, within } = belowOf(units, unit, moment)
    const days = new Set(figures.map((each) => each.at.getTime()))
    const ask = (of: Span) =>
      evaluate(db, units, indicator, { roots: below.map(({ id }) => id), alone, within, span: of, step, ...moment })
    const rows = (await Promise.all([span, ...stretchesOf(figures.map((each) => dayOf(each.at)).sort(), step)].map(ask))).flat()
    const small = new Set(rows.flatMap((row) => (row.small ? [row.root] : [])))
    const all = fillSums(formula, total).map((each) => each ?? 0)
    const parts = [...below, unit].flatMap((each): UnusualPart[] => {
      if (small.has(each.id)) return []
      const own = rows.filter(({ root }) => root === each.id)
      const now = own.find(({ slot }) => slot?.getTime() === at.getTime())?.values
      const before = own.filter(({ slot }) => days.has(slot?.getTime() ?? 0)).map(({ values }) => values)
      if (!now && before.length === 0) return []
      const terms = formula.terms.map((_, index) => now?.[index] ?? 0)
      const usual = terms.map((_, index) => before.reduce((sum, values) => sum + (values[index] ?? 0), 0) / figures.length)
      const without = formula.evaluate(all.map((value, index) => value - (terms[index] ?? 0) + (usual[index] ?? 0)))
      const effect = without === null ? 0 : (formula.evaluate(all) ?? 0) - without
      return [{ unit: each, value: formula.evaluate(terms), usual: formula.evaluate(usual), effect }]
    })
    parts.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || (a.unit.key < b.unit.key ? -1 : 1))
    return { parts, untold: small.size }
  }
}

/** Whether what a unit counts is part of what the whole counts: what neither ranks nor counts each value once. */
const followsFromUnits = ({ terms }: Formula): boolean =>
  terms.every(({ measure, distinct }) => measure.units === 'sum' && !distinct)
