import { type Database, type FactDraft, verify } from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cloneOf } from '../support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from '../support/dossiers.ts'
import { EMPTY_TEMPLATE } from '../support/global-setup.ts'

// Random lives of a few dossiers: new ones, corrections, moves to another unit, late and out-of-order versions, deletions
// at the source, rows removed by hand, replays, and two writers at once. A reducer that knows nothing of SQL says what must stand.

type Step =
  | { kind: 'batch'; rows: DossierSketch[] }
  | { kind: 'both'; left: DossierSketch[]; right: DossierSketch[] }
  | { kind: 'replay'; of: number }
  | { kind: 'remove'; id: string }

const id = fc.integer({ min: 0, max: 11 }).map((n) => `d${n}`)
const row: fc.Arbitrary<DossierSketch> = fc.record({
  id,
  version: fc.integer({ min: 1, max: 6 }),
  unit: fc.integer({ min: 1, max: 3 }),
  received: fc.integer({ min: 0, max: 7 }),
  finished: fc.option(fc.integer({ min: 7, max: 14 }), { nil: null }),
  channel: fc.constantFrom('online' as const, 'direct' as const),
  field: fc.constantFrom('Đất đai', 'Hộ tịch'),
  deleted: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
})
const rows = fc.array(row, { minLength: 1, maxLength: 8 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: rows.map((batch) => ({ kind: 'batch' as const, rows: batch })) },
  { weight: 2, arbitrary: fc.tuple(rows, rows).map(([left, right]) => ({ kind: 'both' as const, left, right })) },
  { weight: 2, arbitrary: fc.nat(9).map((of) => ({ kind: 'replay' as const, of })) },
  { weight: 1, arbitrary: id.map((gone) => ({ kind: 'remove' as const, id: gone })) },
)
const life = fc.array(step, { minLength: 1, maxLength: 10 })

/** So many, each with a database of its own: of these the least that fails is found. */
const ALONE = 10
/** `HISTORIES=200000` tells as many. */
const HISTORIES = Number(process.env.HISTORIES ?? 10_000)
const SIDE_BY_SIDE = 500

test(
  'whatever happens to facts, totals equal a recomputation and every past position still tells what stood then',
  () =>
    fc.assert(
      fc.asyncProperty(life, (steps) => alone([steps])),
      { numRuns: ALONE, endOnFailure: true },
    ),
  ALONE * 8_000,
)

test(
  `${HISTORIES} lives, ${SIDE_BY_SIDE} side by side in one ledger, are each told as if they were alone`,
  async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
    const lives = fc.sample(life, { numRuns: HISTORIES, seed })
    for (let first = 0; first < HISTORIES; first += SIDE_BY_SIDE) {
      await alone(lives.slice(first, first + SIDE_BY_SIDE)).catch((error) => {
        throw new Error(`SEED=${seed}, lives from ${first}: ${error.message}`, { cause: error })
      })
    }
  },
  HISTORIES * 200,
)

async function alone(lives: Step[][]): Promise<void> {
  const { database, drop } = await cloneOf(EMPTY_TEMPLATE)
  try {
    await live(database, lives)
  } finally {
    await drop()
  }
}

/** The nth steps of all lives at once, each life with dossiers and fields of its own. */
async function live(database: Database, lives: Step[][]): Promise<void> {
  const run = await openRun(database, 'feed')
  const stored = new Map<string, FactDraft>()
  const past = lives.map((): FactDraft[][] => [])
  const snapshots = new Map<number, Record<string, number>>()

  const store = async (drafts: FactDraft[]) => {
    if (drafts.length > 0) await commit(database, run, drafts)
  }
  const remember = (drafts: FactDraft[]) => {
    for (const draft of drafts) {
      const known = stored.get(draft.external_id)
      if (!known || draft.source_version >= known.source_version) stored.set(draft.external_id, draft)
    }
  }

  for (let round = 0; round < Math.max(...lives.map(({ length }) => length)); round += 1) {
    const [left, right, again, gone]: [FactDraft[], FactDraft[], FactDraft[], string[]] = [[], [], [], []]
    for (const [number, steps] of lives.entries()) {
      const draft = (sketch: DossierSketch, version: number) =>
        dossier({ ...sketch, version, id: `${number} ${sketch.id}`, field: `${number} ${sketch.field}` })
      const each = steps[round]
      const told = past[number] as FactDraft[][]
      if (each?.kind === 'batch') {
        const drafts = each.rows.map((sketch) => draft(sketch, sketch.version ?? 1))
        told.push(drafts)
        left.push(...drafts)
      } else if (each?.kind === 'both') {
        // Odd versions on one side and even on the other: who wins must not depend on who came first.
        left.push(...each.left.map((sketch) => draft(sketch, 2 * (sketch.version ?? 1))))
        right.push(...each.right.map((sketch) => draft(sketch, 2 * (sketch.version ?? 1) + 1)))
      } else if (each?.kind === 'replay') {
        again.push(...(told[each.of] ?? []))
      } else if (each?.kind === 'remove') {
        gone.push(`${number} ${each.id}`)
      }
    }
    await Promise.all([store(left), store(right), store(again)])
    for (const drafts of [left, right, again]) remember(drafts)
    await database.pool.query('delete from dossier_fact where external_id = any($1)', [gone])
    for (const each of gone) stored.delete(each)
    snapshots.set(await position(database), await received(database, null))
  }

  expect(await received(database, null)).toEqual(reduce([...stored.values()]))
  expect((await verify(database.db)).differences).toEqual([])
  for (const [at, shown] of snapshots) expect(await received(database, at)).toEqual(shown)
}

function reduce(facts: FactDraft[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { unit_id, deleted, channel, field, received_at } of facts) {
    if (deleted) continue
    const key = `${unit_id} ${(received_at as Date).toISOString().slice(0, 10)} ${field} ${channel}`
    sums[key] = (sums[key] ?? 0) + 1
  }
  return sums
}

async function position(database: Database): Promise<number> {
  const { rows } = await database.pool.query('select coalesce(max(position), 0) as position from ledger_batch')
  return rows[0].position
}

/** Dossiers received: the totals of now, or the ledger's entries up to a position. */
async function received(database: Database, upTo: number | null): Promise<Record<string, number>> {
  const value = upTo === null ? 'cell.value' : '(select sum(delta) from ledger_entry where cell_id = cell.id and position <= $1)'
  const { rows } = await database.pool.query(
    `select unit_id || ' ' || to_char(bucket at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') || ' ' || (dims->>'field') || ' ' || (dims->>'channel') as key,
            coalesce(sum(${value}), 0)::float8 as value
     from cell join measure on measure.id = measure_id join dims on dims.id = dims_id where code = 'dossiers.received' group by 1`,
    upTo === null ? [] : [upTo],
  )
  return Object.fromEntries(rows.filter(({ value: n }) => n !== 0).map(({ key, value: n }) => [key, n]))
}
