import { setTimeout } from 'node:timers/promises'
import type { ProofAnswer, RecordsAnswer } from '@ioc/server/contract'
import { applyProvince, type Database, loadProvince, loadUnitRegistry } from '@ioc/sql'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { takeFiles } from './support/files.ts'
import { figure, heard } from './support/sources.ts'

// The records behind a number, over all its units at once, add up to it.

async function open(database: Database) {
  await heard(database, new Date())
  const { url } = await serve(database)
  const get = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${url}/api/readings/${path}`)
    const text = await answer.text()
    expect(answer.status, text).toBe(200)
    return JSON.parse(text)
  }
  const csv = async (path: string): Promise<Record<string, string>[]> =>
    parse(await (await fetch(`${url}/api/readings/${path}&format=csv`)).text(), { bom: true, columns: true })
  return { url, get, csv, records: (path: string) => get<RecordsAnswer>(path) }
}

const PLACES = ['phuong-pho-hien', 'xa-nhu-quynh', 'xa-ngoc-thanh-12322', 'so-noi-vu'] as const

/** A province of dossiers in communes, a department and a commune split since. */
async function dossiers() {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const facts = PLACES.flatMap((place, p) =>
    Array.from({ length: 4 + p }, (_, n) =>
      dossier({
        id: `${place}-${n}`,
        unit: units.find(place).id,
        received: -200 + n,
        due: -190,
        finished: n % 2 ? -185 : -195,
        channel: n % 3 ? 'online' : 'direct',
      }),
    ),
  )
  await commit(database, run, facts)
  return { database, units, facts, ...(await open(database)) }
}

test('they are as many as the proof walks, and come to what it and the reading come to, for every term, map and unit', async () => {
  const { get, records, units } = await dossiers()
  const [heir] = units.successorsOf(units.find('xa-ngoc-thanh-12322').id)
  const questions = ['dossiers.received', 'dossiers.on_time_rate', 'dossiers.late', 'dossiers.completed_month'].flatMap((id) =>
    [
      '',
      '&geo=2025-06-20',
      `&unit=${heir?.unit.key}`,
      '&where=field:%C4%90%E1%BA%A5t+%C4%91ai',
      `&asOf=${new Date().toISOString()}`,
    ].map((more) => [id, `period=2025-06${more}`] as const),
  )
  for (const [id, asked] of questions) {
    const { proof, reading } = await get<ProofAnswer>(`${id}/proof?${asked}`)
    for (const [term, { rest, groups, sum, total, measure }] of proof.terms.entries()) {
      const found = await records(`${id}/records?${asked}&term=${term}&limit=500`)
      const walked = rest.rows + groups.reduce((rows, group) => rows + group.rows, 0)
      expect([found.count, found.rows.length, found.agrees, found.total], `${id} ${asked} ${measure}`).toEqual([
        walked,
        walked,
        true,
        total,
      ])
      expect(found.sum ?? 0).toBeCloseTo(sum ?? 0, 9)
      const added = found.rows.reduce((all, { value, weight }) => all + (value as number) * weight, 0)
      expect(added).toBeCloseTo(found.sum ?? 0, 9)
      expect(found.reading.value).toBe(reading.value)
      expect(found.terms[term]?.measure).toBe(measure)
    }
  }
})

test('a page after another, in any order, brings each once, and the table all of them', async () => {
  const { records, csv, facts } = await dossiers()
  const all = facts.map(({ external_id }) => external_id).sort()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('value', 'when', 'unit', 'id'),
      fc.constantFrom('asc', 'desc'),
      fc.integer({ min: 3, max: 9 }),
      async (sort, direction, limit) => {
        const asked = `dossiers.received/records?period=2025&sort=${sort}&direction=${direction}`
        const ids: string[] = []
        for (let offset = 0; ; offset += limit) {
          const { rows, count } = await records(`${asked}&limit=${limit}&offset=${offset}`)
          expect(count).toBe(all.length)
          if (rows.length === 0) break
          ids.push(...rows.map(({ externalId }) => externalId))
        }
        expect(ids.toSorted()).toEqual(all)
        expect((await csv(asked)).map(({ externalId }) => externalId)).toEqual(ids)
      },
    ),
    { numRuns: 8 },
  )
})

test('sorted by unit, units follow the Vietnamese alphabet; by when, the newest come first', async () => {
  const { records } = await dossiers()
  const byUnit = await records('dossiers.received/records?period=2025&sort=unit&limit=500')
  const names = byUnit.rows.map(({ unit }) => unit.name)
  expect(names).toEqual(names.toSorted(new Intl.Collator('vi').compare))
  const { rows } = await records('dossiers.received/records?period=2025&limit=500')
  const when = rows.map(({ bucket }) => bucket)
  expect(when).toEqual(when.toSorted().reverse())
})

test('a table of them needs nothing else known of the domain', async () => {
  const { records, csv } = await dossiers()
  const { fields, dimensions, rows, terms } = await records('dossiers.received/records?period=2025&sort=id&limit=1')
  // What the term tells apart is among its dims.
  expect(fields.map(({ name, title, type }) => [name, title.vi, type])).toEqual([
    ['status', 'Tình trạng', 'text'],
    ['procedure', 'Thủ tục', 'text'],
    ['received_at', 'Giờ tiếp nhận', 'instant'],
    ['due_at', 'Hạn xử lý', 'instant'],
    ['finished_at', 'Giờ xử lý xong', 'instant'],
    ['outcome', 'Kết quả', 'text'],
  ])
  expect(fields.find(({ name }) => name === 'outcome')?.values).toEqual({ early: { vi: 'sớm hạn', en: 'early' } })
  expect(dimensions.channel).toEqual({
    title: { vi: 'Hình thức nộp', en: 'Channel' },
    values: { direct: { vi: 'trực tiếp', en: 'in person' } },
  })
  expect(terms).toMatchObject([{ measure: 'dossiers.received', role: null, yearBefore: false }])
  expect(rows).toMatchObject([
    {
      ...{ feed: 'dossiers-sim', externalId: 'phuong-pho-hien-0', value: 1, weight: 1 },
      unit: { key: 'phuong-pho-hien', name: 'Phường Phố Hiến' },
      dims: { channel: 'direct' },
      fields: { status: 'returned', received_at: '2025-06-15T02:00:00.000Z', outcome: 'early' },
    },
  ])
  const [first] = await csv('dossiers.received/records?period=2025&sort=id')
  expect(first).toMatchObject({
    externalId: 'phuong-pho-hien-0',
    unitName: 'Phường Phố Hiến',
    channel: 'direct',
    outcome: 'early',
  })
})

test('of figures that replace each other, the ones that stand; of an instant, those known then', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-02-10', amount: 70, item: 'revenue/tax/fdi' })
  await figure(database, { asOf: '2026-03-10', amount: 90, item: 'revenue/tax/fdi' })
  await figure(database, { asOf: '2026-03-10', amount: 40, item: 'revenue/tax/soe' })
  // An instant is told to the millisecond; what is written in the same one may lie after it.
  await setTimeout(5)
  const known = new Date().toISOString()
  await setTimeout(5)
  await database.pool.query('update budget_fact set amount = 95, source_version = 2 where amount = 90')
  const { records } = await open(database)
  const asked = 'budget.tax_actual/records?period=2026&sort=value'
  const now = await records(asked)
  expect([now.count, now.sum, now.agrees, now.rows.map(({ value }) => value)]).toEqual([2, 135, true, [95, 40]])
  const then = await records(`${asked}&asOf=${known}`)
  expect([then.count, then.sum, then.agrees, then.rows.map(({ value }) => value)]).toEqual([2, 130, true, [90, 40]])
  expect(then.rows[0]?.fields).toMatchObject({ amount: 90 })
})

test('a count of values is how many of them its records have', async () => {
  const { database, facts, records } = await dossiers()
  const told = { vi: 'Số thủ tục có hồ sơ', en: 'Procedures with dossiers' }
  const own = {
    id: 'dossiers.procedures_met',
    title: told,
    formula: 'distinct(dossiers.received_by_procedure, procedure, procedure)',
  }
  const more = {
    unit: 'procedure',
    direction: 'none' as const,
    period: 'year' as const,
    basis: 'để thử',
    owner: 'van-phong-ubnd',
  }
  await applyProvince(database, {
    ...loadProvince('hung-yen'),
    indicators: [{ value: { ...own, ...more }, where: () => 'thu.yaml:1' }],
  })
  await database.pool.query(
    "update dossier_fact set source_version = 2, procedure = case when channel = 'online' then '1.1' else '1.2' end",
  )
  const found = await records('dossiers.procedures_met/records?period=2025&limit=500')
  expect(found).toMatchObject({ count: facts.length, sum: 2, total: 2, agrees: true, reading: { value: 2 } })
})

const BIRTHS: [string, number, number][] = [
  ['11953', 2, 1],
  ['11977', 16, 15],
  ['11980', 24, 20],
]

async function births() {
  const database = await hungYen()
  const duLieu = BIRTHS.map(([unit, boys, girls]) => ({
    MaDonVi: unit,
    NhomChiTieu: 'HO_TICH',
    KyBaoCao: '202610',
    NguonSoLieu: 'CSDLQGVDC',
    NgayCapNhat: '2026-11-03T09:00:00.000',
    KhaiSinh: String(boys + girls),
    KhaiSinhNam: String(boys),
    KhaiSinhNu: String(girls),
    KhaiTu: '9',
  }))
  await takeFiles(database, 'population-sim', { '1.json': JSON.stringify({ duLieu }) })
  return open(database)
}

test('too few are not told, whatever the page or the order, nor is what would tell them', async () => {
  const { records, csv } = await births()
  const asked = 'population.births_last_month/records?period=2026-10'
  for (const sort of ['value', 'when', 'unit', 'id']) {
    const { rows, sum, agrees } = await records(`${asked}&sort=${sort}`)
    expect([sum, agrees]).toEqual([78, true])
    const told = rows.flatMap(({ value }) => (value === null ? [] : [value]))
    // 78 less these are 34 in four rows, of two communes: nobody can tell 1 and 2 of them, nor that one commune had 3.
    expect(told.toSorted((a, b) => a - b)).toEqual([20, 24])
    const pages = await Promise.all([0, 1, 2, 3, 4, 5].map((offset) => records(`${asked}&sort=${sort}&limit=1&offset=${offset}`)))
    expect(pages.flatMap(({ rows }) => rows)).toEqual(rows)
    expect((await csv(`${asked}&sort=${sort}`)).map(({ value }) => value)).toEqual(rows.map(({ value }) => String(value ?? '')))
  }
  // The order of those covered says nothing of which is the smaller.
  const { rows } = await records(`${asked}&sort=value`)
  const covered = rows.filter(({ value }) => value === null).map(({ externalId }) => externalId)
  expect(rows.slice(0, 2).map(({ value }) => value)).toEqual([24, 20])
  expect(covered).toEqual(covered.toSorted())
})

test('of a reading that may not be told there are no records', async () => {
  const { records } = await births()
  const found = await records('population.births_last_month/records?period=2026-10&unit=phuong-pho-hien')
  expect(found).toMatchObject({ reading: { value: null, state: 'suppressed' }, count: 0, sum: null, total: null, rows: [] })
})

test('a term there is not is refused', async () => {
  const { url } = await open(await hungYen())
  const answer = await fetch(`${url}/api/readings/dossiers.received/records?period=2025&term=1`)
  expect([answer.status, (await answer.json()).detail]).toEqual([400, 'dossiers.received has 1 terms; the first is 0.'])
})
