import type { Db } from '../../db.ts'
import { termsWithin } from '../../indicators/formula.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import { dayOf } from '../../time/hanoi.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import { ownSpan } from '../asked/own-span.ts'
import type { Span } from '../asked/period.ts'
import type { TermQuery } from '../totals/term.ts'
import { lateArrival } from './arrival.ts'
import { type Coverage, coverageOf } from './coverage.ts'
import { feedsBehind } from './feeds-behind.ts'
import { type Freshness, freshnessOf, readHeard } from './freshness.ts'

const MINUTE_S = 60

/** What the sources behind an indicator have told, and when: enough to say of any of its values how far to trust it. */
export interface Hearing {
  /** Of the feeds whose records a unit's number rests on, in a slot where the span has any. */
  behind(unitId: number, slot?: Date): Freshness
  /** Of those that would have told of more: silence is theirs. */
  domain: Freshness
  /** From when on silence about a unit means that nothing happened; null where nothing was ever told. */
  since: Coverage
  /** How long after the end of a period 95 % of a unit's has arrived, by the own record of those who tell of it. */
  lateMs(unitId: number, slot?: Date): number
}

export async function hear(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  moment: Moment,
  { roots, alone = [], ...asked }: Pick<TermQuery, 'roots' | 'alone' | 'within' | 'span' | 'step'>,
): Promise<Hearing> {
  const { compiled } = indicator.definitionOn(dayOf(asked.span.from))
  const counted = termsWithin(compiled.terms).filter(({ measure }) => measure.time === 'sum')
  const [feeds, since] = await Promise.all([
    feedsBehind(db, units, compiled, { roots, alone, ...asked, ...moment }),
    coverageOf(db, units, compiled, indicator.domains, [...roots, ...alone], moment),
  ])
  const heard = await readHeard(db, indicator.domains, moment, new Set(feeds.sets.flatMap((each) => [...each])))
  const everyone = new Set(heard.flatMap(({ feed, scheduled }) => (scheduled ? feed : [])))
  const tellers = new Map([...feeds.sets, everyone].map((each) => [keyOf(each), each]))
  const late = new Map(
    await Promise.all(
      [...tellers].map(async ([key, each]): Promise<[string, number]> => {
        // Of several feeds the slowest: until then its part is still to come.
        const lags = await Promise.all(
          counted.flatMap(({ measure }) => [...each].map((feed) => lateArrival(db, measure, feed, moment.at))),
        )
        // To the full minute, like all that the clock alone may change of an answer.
        return [key, 1000 * MINUTE_S * Math.ceil(Math.max(0, ...lags.map((lag) => lag ?? 0)) / MINUTE_S)]
      }),
    ),
  )
  const known = new Map<string, Freshness>()
  const freshness = (behind: Set<number> | undefined) => {
    const key = behind ? keyOf(behind) : ''
    const found = known.get(key) ?? freshnessOf(heard, moment, behind)
    known.set(key, found)
    return found
  }
  return {
    behind: (unitId, slot) => freshness(feeds.of(unitId, slot)),
    domain: freshness(undefined),
    since,
    lateMs: (unitId, slot) => late.get(keyOf(feeds.of(unitId, slot) ?? everyone)) ?? 0,
  }
}

/** How the feeds behind several indicators of a unit keep their promise, all together; those that would have told of it where none did. */
export async function freshnessBehind(
  db: Db,
  units: UnitRegistry,
  indicators: DefinedIndicator[],
  unitId: number,
  moment: Moment,
  asked: Span,
): Promise<Freshness> {
  const sets = await Promise.all(
    indicators.map(async (indicator) => {
      const span = asked.from < asked.to ? asked : ownSpan(indicator, [units.get(unitId)], moment.at)
      const { compiled } = indicator.definitionOn(dayOf(span.from))
      return (await feedsBehind(db, units, compiled, { roots: [unitId], span, ...moment })).of(unitId)
    }),
  )
  const behind = new Set(sets.flatMap((set) => [...(set ?? [])]))
  const domains = [...new Set(indicators.flatMap((indicator) => indicator.domains))]
  const heard = await readHeard(db, domains, moment, behind)
  return freshnessOf(heard, moment, behind.size > 0 ? behind : undefined)
}

function keyOf(feeds: Set<number>): string {
  return [...feeds].sort((a, b) => a - b).join()
}

/** A source that has never been heard to its end is still telling its past: what stands so far is not the whole. */
export function isFillingIn({ feeds, receivedAt }: Freshness): boolean {
  return feeds > 0 && receivedAt === null
}
