import { type Database, loadRegistry, loadUnitRegistry, momentOf, parsePeriod, proveReading, verify } from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'

// A procedure that several decisions of one month are about counts once in it, and late where one of them was (Decision 766/QĐ-TTg,
// 1.1 and 1.2), in whatever order and batches the decisions are told.

interface Decision {
  procedure: string
  decided: string
  effective: string
  published: string
}

/** In time by five working days or by none; published within five working days, after them, or not at all. */
const decision = (procedure: string, decided: string, late = false, published = decided): Decision => ({
  procedure,
  decided,
  effective: late ? decided : '2027-01-15',
  published,
})

async function tell(database: Database, decisions: Decision[]) {
  const duLieu = decisions.map(({ procedure, decided, effective, published }) => ({
    MaTTHC: procedure,
    CoQuan: 'Tỉnh Hưng Yên',
    NgayQuyetDinh: decided,
    NgayHieuLuc: effective,
    NgayCongKhai: published,
    DuBoPhan: '1',
    MucDoDVC: 'Toàn trình',
    CoPhi: '0',
    ThanhToanTrucTuyen: '0',
    NgayCapNhat: '2026-12-01T09:00:00.000',
  }))
  const taken = await takeFiles(database, 'procedures-sim', { '1.json': JSON.stringify({ tongSo: duLieu.length, duLieu }) })
  expect(taken).toMatchObject({ held: 0, rejected: 0 })
}

test('a procedure announced twice in a month counts once, and late where it was late once', async () => {
  const database = await hungYen()
  await tell(database, [
    decision('1.000001', '2026-10-05', true),
    decision('1.000001', '2026-10-20'),
    decision('1.000002', '2026-10-06'),
    // In the month after it is in time again.
    decision('1.000001', '2026-11-04'),
  ])
  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  const moment = momentOf({}, new Date('2026-12-02T10:00:00+07:00'))
  const prove = async (id: string, period: string) => {
    const span = parsePeriod(period, moment.at)
    const proof = await proveReading(database.db, units, registry.indicator(id), units.find('hung-yen').id, moment, span)
    expect(proof.agrees, `${id} ${period}`).toBe(true)
    return proof.reading.value
  }
  expect(await prove('procedures.announced_share', '2026-10')).toBe(50)
  expect(await prove('service_index.score_1_1', '2026-10')).toBe(2.25)
  // Nobody asked for either online, which costs the 4 points of 3.2.
  expect(await prove('service_index.lost_unlisted', '2026-10')).toBe(2.25 + 4)
  expect(await prove('procedures.announced_share', '2026-11')).toBe(100)
  expect(await prove('procedures.published_share', '2026-10')).toBe(100)

  // Its late decision taken back, the procedure was in time.
  await database.pool.query("update procedure_listing_fact set deleted = true where external_id = '1.000001|2026-10-05'")
  expect(await prove('procedures.announced_share', '2026-10')).toBe(100)
  expect((await verify(database.db)).differences).toEqual([])
})

test('published twice in a month, once late, is late; what nobody published is waiting', async () => {
  const database = await hungYen()
  await tell(database, [
    decision('1.000001', '2026-10-01', false, '2026-10-15'),
    decision('1.000001', '2026-10-19', false, '2026-10-20'),
    decision('1.000002', '2026-10-02', false, ''),
    // Due on the fifth of November: nothing of October.
    decision('1.000003', '2026-10-29', false, ''),
  ])
  expect(await monthly(database, 'published', ['1.000001', '1.000002', '1.000003'])).toEqual([
    '1.000001 2026-10 late 1',
    '1.000002 2026-10 waiting 1',
    '1.000003 2026-11 waiting 1',
  ])
})

const PROCEDURES = ['a', 'b']
const DAYS = ['2026-09-07', '2026-09-21', '2026-10-05', '2026-10-12', '2026-10-26', '2026-11-09']
const told = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...PROCEDURES), fc.constantFrom(...DAYS), fc.boolean()), {
    selector: ([procedure, day]) => `${procedure} ${day}`,
    minLength: 1,
    maxLength: 8,
  })
  .chain((all) =>
    fc.record({
      all: fc.constant(all),
      order: fc.shuffledSubarray(all, { minLength: all.length }),
      batches: fc.integer({ min: 1, max: 3 }),
    }),
  )

test('in any order and any batches, a month counts the procedures it had decisions on, late those it was late with', async () => {
  const database = await hungYen()
  let run = 0
  await fc.assert(
    fc.asyncProperty(told, async ({ all, order, batches }) => {
      const name = (procedure: string) => `${procedure}${run}`
      run++
      const size = Math.ceil(order.length / batches)
      for (let from = 0; from < order.length; from += size) {
        const batch = order.slice(from, from + size)
        await tell(
          database,
          batch.map(([procedure, day, late]) => decision(name(procedure), day, late)),
        )
      }
      const expected = new Map<string, boolean>()
      for (const [procedure, day, late] of all) {
        const key = `${name(procedure)} ${day.slice(0, 7)}`
        expected.set(key, (expected.get(key) ?? false) || late)
      }
      const counted = [...expected].map(([key, late]) => `${key} ${late ? 'late' : 'in_time'} 1`).sort()
      expect(await monthly(database, 'announced', PROCEDURES.map(name))).toEqual(counted)
      expect((await verify(database.db)).differences).toEqual([])
    }),
    { numRuns: 10 },
  )
})

/** What a measure counts of procedures, month by month. */
async function monthly(database: Database, what: 'announced' | 'published', procedures: string[]): Promise<string[]> {
  const { rows } = await database.pool.query(
    `select concat_ws(' ', dims->>'procedure', to_char(bucket at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM'), dims->>$1, sum(value)::int) as line
     from cell join measure on measure.id = cell.measure_id join dims on dims.id = cell.dims_id
     where measure.code = 'procedures.' || $1 and value <> 0 and dims->>'procedure' = any($2)
     group by dims->>'procedure', to_char(bucket at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM'), dims->>$1 order by line`,
    [what, procedures],
  )
  return rows.map(({ line }) => line)
}
