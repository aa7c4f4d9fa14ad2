import type { Database, Db } from '../db.ts'
import type { Feed } from '../feeds/feed.ts'
import { termsWithin } from '../indicators/formula.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { registryAsOf } from '../indicators/versions.ts'
import type { Batch } from '../ingest/commit-batch.ts'
import { rehearse, type Touched } from '../ingest/rehearse.ts'
import type { Kind } from '../pack/load-kind.ts'
import type { Period } from '../pack/pack.ts'
import { currentProvince } from '../province/find.ts'
import { isIndicatorOn } from '../province/switches.ts'
import { addDays, dayOf } from '../time/hanoi.ts'
import { stands } from '../units/crosswalk.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { type Moment, momentOf } from './asked/moment.ts'
import { parsePeriod, type Span } from './asked/period.ts'
import { readByUnit } from './by-unit.ts'
import type { ReadingState } from './state.ts'

/** An indicator before and after, for a unit and a period. */
export interface Move {
  indicator: DefinedIndicator
  unit: RegistryUnit
  /** Null for the indicator's own period, else one as long about the newest record: `2025`, `2025-Q3`, `2025-07`, days. */
  period: string | null
  before: { value: number | null; state: ReadingState }
  after: { value: number | null; state: ReadingState }
}

export interface Impact {
  moves: Move[]
  /** Indicators counted from what changed that stay as they are. */
  still: DefinedIndicator[]
  touched: Touched
}

/** Whoever waits may see how far it has got, and give up: nothing is left behind. */
interface Weighing {
  signal?: AbortSignal
  onProgress?(progress: { done: number; of: number }): void
}

const UNITS_BESIDES = 4
const INDICATORS = 60

/**
 * What readings would move by if a batch were stored, by the ledger's own rules, without storing it. Asked over each indicator's
 * own period and, where that says the same as before, over one as long that ends with the newest record.
 */
export async function impactOf(
  database: Database,
  units: UnitRegistry,
  kind: Kind,
  feed: Feed,
  batch: Pick<Batch, 'read' | 'facts' | 'held'>,
  { signal, onProgress = () => {} }: Weighing = {},
): Promise<Impact> {
  const now = new Date()
  const moment = momentOf({}, now)
  const province = await currentProvince(database.db)
  const { indicators } = await registryAsOf(database.db, null)
  const { touched, asked, after } = await rehearse(database, kind, feed, batch, async (db, touched) => {
    const counted = indicators
      .filter((indicator) => isIndicatorOn(province.domains, indicator.id) && countsIn(indicator, touched, dayOf(now)))
      .slice(0, INDICATORS)
    const asked = questionsOf(counted, touched, unitsOf(units, province.unitId, touched, moment), moment)
    const answered = (done: number) => onProgress({ done, of: 2 * asked.length })
    return { touched, asked, after: await answersTo(db, units, asked, moment, { signal, answered }) }
  })
  const answered = (done: number) => onProgress({ done: asked.length + done, of: 2 * asked.length })
  const before = await answersTo(database.db, units, asked, moment, { signal, answered })
  const moves = asked.flatMap(({ indicator, units: of, period }, index): Move[] =>
    of.flatMap((unit, place) => {
      const [a, b] = [before[index]?.[place], after[index]?.[place]]
      if (!a || !b || a.value === b.value) return []
      return [{ indicator, unit, period, before: a, after: b }]
    }),
  )
  // The other adds nothing where the own period has moved already.
  const own = new Set(moves.filter(({ period }) => period === null).map(({ indicator, unit }) => `${indicator.id} ${unit.id}`))
  const told = moves.filter(({ period, indicator, unit }) => period === null || !own.has(`${indicator.id} ${unit.id}`))
  const moved = new Set(told.map(({ indicator }) => indicator.id))
  const still = [...new Set(asked.map(({ indicator }) => indicator))].filter(({ id }) => !moved.has(id))
  return { moves: told, still, touched }
}

function countsIn(indicator: DefinedIndicator, { measures }: Touched, day: string): boolean {
  if (indicator.definedFrom !== null && day < indicator.definedFrom) return false
  return termsWithin(indicator.definitionOn(day).compiled.terms).some(({ measure }) => measures.includes(measure.id))
}

/** The province, and the units most is told of; those outside the province stand for themselves. */
function unitsOf(units: UnitRegistry, province: number, touched: Touched, { geo }: Moment): RegistryUnit[] {
  // What was told of a unit that is no more is read where it went.
  const today = touched.units.flatMap((id) =>
    stands(units.get(id), geo) ? [id] : units.successorsOf(id).map(({ unit }) => unit.id),
  )
  const besides = [...new Set(today)].filter((id) => id !== province).slice(0, UNITS_BESIDES)
  return [province, ...besides].map((id) => units.get(id))
}

interface Ask {
  indicator: DefinedIndicator
  units: RegistryUnit[]
  period: string | null
  span: Span | undefined
}

function questionsOf(indicators: DefinedIndicator[], { buckets }: Touched, units: RegistryUnit[], { at }: Moment): Ask[] {
  return indicators.flatMap((indicator): Ask[] => {
    const own = { indicator, units, period: null, span: undefined }
    if (!buckets || indicator.period === 'now') return [own]
    const period = periodLike(indicator.period, dayOf(buckets.last > at ? at : buckets.last))
    return [own, { indicator, units, period, span: parsePeriod(period, at) }]
  })
}

/** As long as a number's own period, of the days that end with one: nobody reads a week's number over a year. */
export function periodLike(own: Exclude<Period, 'now'>, day: string): string {
  if (own === 'today' || own === 'last24h') return day
  if (own === 'last7d') return `${addDays(day, -6)}..${day}`
  if (own === 'month' || own === 'last_month') return day.slice(0, 7)
  if (own === 'quarter') return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
  return day.slice(0, 4)
}

type Answer = Move['before'] | undefined

async function answersTo(
  db: Db,
  units: UnitRegistry,
  asked: Ask[],
  moment: Moment,
  { signal, answered }: { signal: AbortSignal | undefined; answered(done: number): void },
): Promise<Answer[][]> {
  const answers: Answer[][] = []
  for (const { indicator, units: of, span } of asked) {
    signal?.throwIfAborted()
    answered(answers.length)
    const rows = await readByUnit(db, units, indicator, of, moment, span).catch((error: unknown) => {
      // A span before its definition, say: it has nothing to move.
      if (error instanceof Error && 'code' in error) throw error
      return []
    })
    answers.push(
      of.map((unit) => rows.find((row) => row.unit.id === unit.id)).map((row) => row && { value: row.value, state: row.state }),
    )
  }
  return answers
}
