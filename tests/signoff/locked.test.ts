import { verify } from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cloneOf } from '../support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from '../support/dossiers.ts'
import { TEMPLATE } from '../support/global-setup.ts'
import { openSignoff } from './round.ts'

// Random lives of dossiers told in any order, by two writers at once and by hand, while units and the province sign and unlock months. What is
// signed must not move; what was kept out must be there once it is unlocked and told again.

type Step =
  | { kind: 'batch'; rows: DossierSketch[] }
  | { kind: 'both'; left: DossierSketch[]; right: DossierSketch[] }
  | { kind: 'sign' | 'unlock'; unit: number; month: number }
  | { kind: 'race'; rows: DossierSketch[]; unit: number; month: number }
  | { kind: 'remove'; id: string }

const MONTHS = ['2026-01-01', '2026-02-01'] as const
const id = fc.integer({ min: 0, max: 7 }).map((n) => `d${n}`)
const row: fc.Arbitrary<DossierSketch> = fc.record({
  id,
  version: fc.integer({ min: 1, max: 8 }),
  unit: fc.integer({ min: 0, max: 2 }),
  received: fc.integer({ min: 0, max: 20 }),
  due: fc.integer({ min: 10, max: 50 }),
  finished: fc.option(fc.integer({ min: 20, max: 45 }), { nil: null }),
  deleted: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
})
const rows = fc.array(row, { minLength: 1, maxLength: 6 })
/** Unit 3 is the province. */
const where = { unit: fc.integer({ min: 0, max: 3 }), month: fc.integer({ min: 0, max: 1 }) }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: rows.map((batch) => ({ kind: 'batch' as const, rows: batch })) },
  { weight: 2, arbitrary: fc.tuple(rows, rows).map(([left, right]) => ({ kind: 'both' as const, left, right })) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('sign' as const), ...where }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unlock' as const), ...where }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('race' as const), rows, ...where }) },
  { weight: 1, arbitrary: id.map((gone) => ({ kind: 'remove' as const, id: gone })) },
)

const LIVES = Number(process.env.LIVES ?? 10)

test(
  'whatever order batches, signings and unlockings come in, nothing of a locked month differs from when it was signed, and nothing is lost',
  () =>
    fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), live), { numRuns: LIVES, endOnFailure: true }),
  LIVES * 20_000,
)

async function live(steps: Step[]): Promise<void> {
  const { database, drop } = await cloneOf(TEMPLATE)
  try {
    const { pool } = database
    const run = await openRun(database, 'feed')
    const { communes, province, sign, unlock, spanOf, digest, house, round } = await openSignoff(database)
    const signers = communes.slice(0, 3)
    const unitAt = (n: number) => signers[n] ?? province
    const drafts = (sketches: DossierSketch[]) => sketches.map((each) => dossier({ ...each, unit: unitAt(each.unit ?? 0).id }))
    const told: DossierSketch[][] = []
    const tell = async (sketches: DossierSketch[]) => {
      told.push(sketches)
      await commit(database, run, drafts(sketches))
    }
    /** Dossiers that ended in a month, of one unit or of all: what the signed figures count, told without the ledger. */
    const ended = async (unit: string, from: string) => {
      const { rows } = await pool.query(
        `select external_id, unit_id, finished_at, outcome from dossier_fact
         where not deleted and finished_at >= $1 and finished_at < $2 and ($3::int is null or unit_id = $3) order by 1`,
        [spanOf(from).from, spanOf(from).to, unit === province.key ? null : house.units.find(unit).id],
      )
      return JSON.stringify(rows)
    }
    const signed = new Map<string, { records: string; digest: string }>()
    const doSign = async (unit: string, from: string) => {
      const missing = communes.map(({ key }) => ({ unit: key, note: 'chưa chốt' }))
      await sign(unit, from, unit === province.key ? 'Trần Văn Bình' : `Người của ${unit}`, { missing })
    }
    const remember = async (unit: string, from: string) =>
      void signed.set(`${unit} ${from}`, { records: await ended(unit, from), digest: await digest(unit, from) })

    for (const each of steps) {
      if (each.kind === 'batch') await tell(each.rows)
      else if (each.kind === 'both') await Promise.all([tell(each.left), tell(each.right)])
      else if (each.kind === 'remove')
        await pool
          .query('delete from dossier_fact where external_id = $1', [each.id])
          .catch(({ code }) => expect(code).toBe('23SGN'))
      else {
        const [unit, from] = [unitAt(each.unit).key, MONTHS[each.month] as string]
        // Refused where it is signed already, or what is above it is, or the figures changed under its eyes.
        const said = each.kind === 'unlock' ? () => unlock(unit, from, 'Lê Minh') : () => doSign(unit, from)
        const before = await lastAction(unit, from)
        await Promise.all([said().catch(notForLack), each.kind === 'race' ? tell(each.rows) : null])
        const after = await lastAction(unit, from)
        if (after !== before && each.kind === 'unlock') signed.delete(`${unit} ${from}`)
        else if (after !== before) {
          await remember(unit, from)
          const { rows } = await pool.query('select sha256 from signoff_action where id = $1', [after])
          expect(rows[0].sha256, 'what was signed is what stood').toBe(signed.get(`${unit} ${from}`)?.digest)
        }
      }
      for (const [key, stood] of signed) {
        const [unit, from] = key.split(' ') as [string, string]
        expect(await ended(unit, from), `${key} after ${JSON.stringify(each)}`).toBe(stood.records)
        expect(await digest(unit, from)).toBe(stood.digest)
      }
      expect((await verify(database.db)).differences).toEqual([])
    }

    // Unlocked and told again, everything is as if nothing had ever been signed.
    await pool.query('select 1')
    for (const from of MONTHS)
      for (const unit of [province, ...signers]) await unlock(unit.key, from, 'Lê Minh').catch(notForLack)
    const { rows: left } = await pool.query('select from signoff_lock')
    expect(left).toEqual([])
    for (const sketches of told) await commit(database, run, drafts(sketches))
    const newest = new Map<string, number>()
    for (const { id, version = 1 } of told.flat()) newest.set(id, Math.max(newest.get(id) ?? 0, version))
    const { rows: facts } = await pool.query(
      'select external_id, greatest(confirmed, source_version)::int as version from dossier_fact',
    )
    for (const { external_id, version } of facts) expect(version).toBe(newest.get(external_id))
    expect(facts.length).toBe(newest.size)
    const { rows: runs } = await pool.query('select read = inserted + updated + unchanged + held + rejected as balances from run')
    expect(runs.every(({ balances }) => balances)).toBe(true)

    async function lastAction(unit: string, from: string): Promise<number | undefined> {
      const { rows } = await pool.query(
        'select max(id) as id from signoff_action where round = $1 and unit_id = $2 and period = $3',
        [round.id, house.units.find(unit).id, from],
      )
      return rows[0].id
    }
  } finally {
    await drop()
  }
}

/** What a person is told, and no fault. */
function notForLack(error: Error): void {
  if (error.constructor.name !== 'Conflict') throw error
}
