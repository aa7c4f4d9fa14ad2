import { loadUnitRegistry, momentOf, openQuestion, readByUnit } from '@ioc/sql'
import { freshDatabase, history, median, round, seconds, type Teller } from './support.ts'

const SMALL = 100_000
const LARGE = Number(process.env.BENCH_ASOF_FACTS ?? 1_000_000)
const PAIRS = 40

/** One feed that tells of its past by its own clock; and beside it another that tells of the same days and does not. */
const ONE = [{ key: 'history', knownAt: true }]
const TWO = [...ONE, { key: 'late', knownAt: false }]

/**
 * An indicator for every commune, over a month, as it was known a year before the end of the history ÷ as it is known now,
 * by turns; and whether that grows with the number of facts. Told by one feed, and by two whose histories overlap.
 */
export async function asof(adminUrl: string) {
  const growing = async (tellers: Teller[]) => {
    const [small, large] = [await measure(adminUrl, SMALL, tellers), await measure(adminUrl, LARGE, tellers)]
    return { ratio: large.ratio, [SMALL]: small, [LARGE]: large }
  }
  return { ...(await growing(ONE)), two_feeds: await growing(TWO) }
}

async function measure(adminUrl: string, facts: number, tellers: Teller[]) {
  const database = await freshDatabase(adminUrl)
  try {
    await history(database, facts, tellers)
    const units = await loadUnitRegistry(database.db)
    const asked = { indicator: 'dossiers.on_time_rate', unit: 'hung-yen', period: '2025-09' }
    const { indicator, unit, span } = await openQuestion(database.db, units, asked)
    const past = new Date('2025-10-15T00:00:00Z')
    const communes = units.children(unit.id, '2026-06-30').filter(({ kind }) => kind === 'commune')
    const read = (asOf: Date | null) => () =>
      readByUnit(database.db, units, indicator, communes, { ...momentOf({ asOf, geo: '2026-06-30' }) }, span)
    for (let warm = 0; warm < 5; warm++) await read(null)().then(read(past))
    const pairs = []
    for (let n = 0; n < PAIRS; n++) pairs.push({ newest: await seconds(read(null)), past: await seconds(read(past)) })
    return {
      ratio: round(median(pairs.map((pair) => pair.past / pair.newest))),
      now_ms: round(1000 * median(pairs.map((pair) => pair.newest)), 1),
      a_year_back_ms: round(1000 * median(pairs.map((pair) => pair.past)), 1),
    }
  } finally {
    await database.close()
  }
}
