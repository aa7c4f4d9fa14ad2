import type { Db } from '../../db.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import type { Comparison } from '../../pack/pack.ts'
import { seeingAll } from '../../sight/sight.ts'
import { dayOf } from '../../time/hanoi.ts'
import type { Step } from '../../time/slots.ts'
import { overOf, slotsOf } from '../../time/slots.ts'
import type { RegistryUnit, UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import { spokenSpan, wholeSteps } from '../asked/own-span.ts'
import type { Span } from '../asked/period.ts'
import { targetBeside } from '../asked/target.ts'
import { standsOverPeriod } from '../at-its-end.ts'
import { belowOf } from '../by-unit.ts'
import { type Hearing, hear } from '../heard/hearing.ts'
import { type Judged, judge } from '../judge.ts'
import { type Beside, besidePeers, peersOf } from '../peers.ts'
import { definitionsWithin, evaluate } from '../totals/evaluate.ts'
import { type OnceTold, onceTold, upToWithdrawal } from '../totals/withdrawn.ts'
import { beforePoints } from './before-points.ts'
import { readEachAlone } from './each-alone.ts'

/** `before` is the value it is set beside; null where none was asked for or none can be told. */
export type SeriesPoint = { at: Date; simulated: boolean } & Beside & Pick<Judged, 'value' | 'state' | 'provisional' | 'estimate'>

export interface UnitSeries {
  unit: RegistryUnit
  /** As of `UnitValue`. */
  part: boolean
  points: SeriesPoint[]
}

/**
 * An indicator over time, one point a step. The step under way is provisional, and so are those of which more may still
 * arrive; a gap stays a gap unless a count was truly 0. Where a comparison is asked for, each point stands beside the same days of the
 * year before, those as far from the Tết nearest to them or the step right before, as the point alone would: of the step under way only what is over of it.
 */
export async function readSeries(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  asked: Span,
  step: Step,
  moment: Moment,
  compare?: Comparison,
): Promise<SeriesPoint[]> {
  const [series] = await readUnitSeries(db, units, indicator, [units.get(unitId)], moment, asked, step, undefined, compare)
  return series?.points ?? []
}

/** The same for each of several units; where they are all that lies right below `of`, one that lies there in part for that part. */
export async function readUnitSeries(
  db: Db,
  registry: UnitRegistry,
  indicator: DefinedIndicator,
  units: RegistryUnit[],
  moment: Moment,
  asked: Span,
  step: Step,
  of?: RegistryUnit,
  compare?: Comparison,
): Promise<UnitSeries[]> {
  const span = wholeSteps(indicator, units, asked, step, moment.at)
  if (definitionsWithin(indicator, span, step).some(({ span }) => standsOverPeriod(indicator, span)))
    return readEachAlone(db, registry, indicator, units, moment, span, step, of, compare)
  const roots = units.map((unit) => unit.id)
  const { within, isPart } = belowOf(registry, of, moment)
  const query = { roots, within, span, step }
  const [rows, toldOf] = await Promise.all([
    evaluate(db, registry, indicator, { ...query, ...moment }),
    hearOverTime(db, registry, indicator, moment, query),
  ])
  const found = new Map(rows.map((row) => [`${row.root} ${row.slot?.getTime()}`, row]))
  const slots = slotsOf(span, step)
  const isGap = (unit: number) => slots.some(({ from }) => found.get(`${unit} ${from.getTime()}`)?.value == null)
  const wasTold = await onceToldOverTime(db, registry, indicator, moment, { ...query, roots: roots.filter(isGap) })
  /** What is asked for where it is asked for alone: of the step under way what is over of it. */
  const askedOf = (slot: Span) => upToWithdrawal(indicator, slot.from <= moment.at ? overOf(slot, moment.at) : slot)
  const judged = units.map((unit) =>
    slots.map((slot) => {
      const there = found.get(`${unit.id} ${slot.from.getTime()}`)
      const isTakenBack = wasTold(unit.id, slot, there?.values)
      const about = { unitId: unit.id, span: askedOf(slot), found: there, isTakenBack, isOneOfMany: true }
      return { slot, ...judge(indicator, toldOf(slot), moment, about) }
    }),
  )
  const points = units.flatMap((unit) =>
    slots.map((slot) => {
      const asked = askedOf(slot)
      const { compiled } = indicator.definitionOn(dayOf(slot.from))
      const bucket = found.get(`${unit.id} ${slot.from.getTime()}`)?.bucket ?? null
      const spoken = spokenSpan(compiled, asked, bucket, false)
      return { unitId: unit.id, slot, asked, spoken, covered: toldOf(slot).since(unit.id) }
    }),
  )
  const besideOf = await beside()
  return units.map((unit, place) => ({
    unit,
    part: isPart(unit),
    points: (judged[place] ?? []).map(({ slot, value, state, provisional, estimate, freshness }) => ({
      ...{ at: slot.from, value, state, provisional, estimate, simulated: freshness.simulated },
      ...besideOf(unit.id, slot),
    })),
  }))

  async function beside(): Promise<(unitId: number, slot: Span) => Beside> {
    if (compare === 'peers') return readBesidePeersOver(db, registry, indicator, units, moment, span, step)
    const before =
      compare === 'target'
        ? (unitId: number, slot: Span) => targetBeside(indicator, registry, unitId, slot, moment)
        : compare
          ? await beforePoints(db, registry, indicator, points, { within, step, ...moment }, compare)
          : () => null
    return (unitId, slot) => ({ before: before(unitId, slot), quartiles: null })
  }
}

/** What each unit’s peers have, slot by slot. */
async function readBesidePeersOver(
  db: Db,
  registry: UnitRegistry,
  indicator: DefinedIndicator,
  units: RegistryUnit[],
  moment: Moment,
  span: Span,
  step: Step,
): Promise<(unitId: number, slot: Span) => Beside> {
  const peers = new Map(units.map((unit) => [unit.id, peersOf(registry, unit, moment.geo)]))
  const all = [...new Set([...peers.values()].flat())]
  const read = all.length === 0 ? [] : await seeingAll(() => readUnitSeries(db, registry, indicator, all, moment, span, step))
  const values = new Map(read.flatMap(({ unit, points }) => points.map(({ at, value }) => [`${unit.id} ${at.getTime()}`, value])))
  return (unitId, { from }) => besidePeers((peers.get(unitId) ?? []).map(({ id }) => values.get(`${id} ${from.getTime()}`)))
}

interface OverTime {
  roots: number[]
  within?: number | undefined
  span: Span
  step: Step
}

/** What was heard of each slot: by those who told of it, under the definition it has. */
async function hearOverTime(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  moment: Moment,
  query: OverTime,
): Promise<(slot: Span) => Hearing> {
  const pieces = definitionsWithin(indicator, query.span, query.step)
  const heard = await Promise.all(pieces.map(({ span }) => hear(db, units, indicator, moment, { ...query, span })))
  return ({ from }) => {
    const place = pieces.findLastIndex(({ span }) => span.from <= from)
    const { behind, lateMs, ...hearing } = heard[Math.max(place, 0)] as Hearing
    return { ...hearing, behind: (unitId) => behind(unitId, from), lateMs: (unitId) => lateMs(unitId, from) }
  }
}

async function onceToldOverTime(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  moment: Moment,
  { roots, span, step }: OverTime,
): Promise<OnceTold> {
  const pieces = definitionsWithin(indicator, span, step)
  const told = await Promise.all(pieces.map((piece) => onceTold(db, units, indicator, roots, moment, piece.span)))
  return (unitId, slot, values) =>
    told[pieces.findLastIndex(({ span }) => span.from <= slot.from)]?.(unitId, slot, values) ?? false
}
