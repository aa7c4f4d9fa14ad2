import type { Db } from '../../db.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import type { Comparison } from '../../pack/pack.ts'
import { dayOf } from '../../time/hanoi.ts'
import type { Step } from '../../time/slots.ts'
import { following, slotBefore } from '../../time/slots.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import type { Span } from '../asked/period.ts'
import { isComparable, spanBefore, toldBefore } from '../before.ts'
import { evaluateSome } from '../by-unit.ts'
import { someAtOnce } from '../totals/some-at-once.ts'

/** A point of a series: its step, as much of it as is asked for alone, what that speaks of, and since when anything was told of its unit. */
interface Point {
  unitId: number
  slot: Span
  asked: Span
  spoken: Span
  covered: Date | null
}

type Query = Moment & { within?: number | undefined; step: Step }

/**
 * What each point of a series is set beside: what it would alone. Those beside whole steps of the time before are read at once; the others,
 * such as the one under way, months as far from Tết or years up to a day, each for itself, for all units together.
 */
export async function beforePoints(
  db: Db,
  registry: UnitRegistry,
  indicator: DefinedIndicator,
  points: Point[],
  { step, ...query }: Query,
  compare: Comparison,
): Promise<(unitId: number, slot: Span) => number | null> {
  const { at } = query
  const beside = points.flatMap(({ unitId, slot, asked, spoken, covered }) => {
    const earlier = slot.from <= at ? spanBefore(indicator, { asked, spoken, covered }, compare, at) : null
    const definition = indicator.definitionOn(dayOf(slot.from))
    return earlier && isComparable(definition, earlier, covered, at) ? [{ unitId, slot, earlier, definition }] : []
  })
  // Of what cannot be carried over a merger one step that can't be read would take the others with it.
  const isBound = indicator.compiled.terms.some(({ measure }) => measure.units === 'none')
  const isWhole = ({ earlier: { from, to } }: { earlier: Span }) =>
    !isBound && slotBefore(from, step).getTime() === from.getTime() && following(from, step).getTime() === to.getTime()
  const whole = beside.filter(isWhole)
  const alone = new Map<string, typeof beside>()
  for (const each of beside.filter((each) => !isWhole(each))) {
    const key = keyOf(each.earlier)
    alone.set(key, [...(alone.get(key) ?? []), each])
  }
  const read = async (span: Span, ids: number[], steps?: Step) => {
    const unique = [...new Set(ids)]
    const rows = await evaluateSome(db, registry, indicator, {
      ...query,
      span,
      ids: unique,
      alone: [],
      ...(steps && { step: steps }),
    })
    return new Map(rows.map((row) => [`${row.root} ${row.slot?.getTime() ?? ''}`, row]))
  }
  const before = new Map<string, number | null>()
  const keep = (
    { unitId, slot, earlier, definition }: (typeof beside)[number],
    years: Awaited<ReturnType<typeof read>>,
    at: string,
  ) =>
    before.set(
      `${unitId} ${slot.from.getTime()}`,
      toldBefore(indicator, definition, years.get(`${unitId} ${at}`), earlier)?.value ?? null,
    )
  if (whole.length > 0) {
    const span = {
      from: new Date(Math.min(...whole.map(({ earlier }) => earlier.from.getTime()))),
      to: new Date(Math.max(...whole.map(({ earlier }) => earlier.to.getTime()))),
    }
    const ids = whole.map(({ unitId }) => unitId)
    const years = await read(span, ids, step)
    for (const each of whole) keep(each, years, String(each.earlier.from.getTime()))
  }
  await someAtOnce([...alone.values()], async (together) => {
    const { earlier } = together[0] as (typeof beside)[number]
    const ids = together.map(({ unitId }) => unitId)
    const years = await read(earlier, ids)
    for (const each of together) keep(each, years, '')
  })
  return (unitId, { from }) => before.get(`${unitId} ${from.getTime()}`) ?? null
}

const keyOf = ({ from, to }: Span) => `${from.getTime()} ${to.getTime()}`
