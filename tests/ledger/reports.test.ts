import { type Database, loadRegistry, loadUnitRegistry, momentOf, readIndicator, verify } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'

// Field reports through their feed as the intake sends them: clusters, deadlines and medians out of the ledger.

const NOW = new Date('2026-11-10T12:00:00+07:00')

const report = (number: number, createdAt: string, more: object = {}) => ({
  reportCode: `PAHT.20261109.${String(number).padStart(4, '0')}`,
  source: 'ZALO',
  status: 'NEW',
  fieldCode: 'CX',
  wardCode: 'H31.101',
  createdAt: `${createdAt}:00.000`,
  updatedAt: `${createdAt}:00.000`,
  reporterName: 'Nguyễn Văn Mẫu',
  reporterPhone: '0912345678',
  latitude: '20.654312',
  title: 'Cây đổ, gọi 0912345678',
  ...more,
})

const take = (database: Database, ...records: object[]) =>
  takeFiles(database, 'reports-sim', { 'phan-anh.json': JSON.stringify({ duLieu: records }) })

async function read(database: Database, indicator: string): Promise<number | null> {
  const registry = await loadRegistry()
  const { rows } = await database.pool.query("select id from unit where key = 'hung-yen'")
  const units = await loadUnitRegistry(database.db)
  return (await readIndicator(database.db, units, registry.indicator(indicator), rows[0].id, momentOf({}, NOW))).value
}

const places = async (database: Database) =>
  Object.fromEntries(
    (
      await database.pool.query(
        'select right(external_id, 4) as code, right(cluster_id, 4) as first, cluster_place from report_fact',
      )
    ).rows.map(({ code, first, cluster_place }) => [code, `${first}/${cluster_place}`]),
  )

test('three of one kind in one commune within hours are a cluster, in one page or one by one', async () => {
  const database = await hungYen()
  await take(database, report(1, '2026-11-09T08:00'), report(2, '2026-11-09T10:00'), report(3, '2026-11-09T15:00'))
  expect(await places(database)).toEqual({ '0001': '0001/1', '0002': '0001/2', '0003': '0001/3' })
  expect(await read(database, 'reports.clusters_week')).toBe(1)

  // Told late, from between; then one six hours and a minute after the last, one of another kind, one from elsewhere.
  await take(database, report(4, '2026-11-09T09:00'))
  await take(database, report(5, '2026-11-09T21:01'))
  await take(
    database,
    report(6, '2026-11-09T09:00', { fieldCode: 'VSMT' }),
    report(7, '2026-11-09T09:00', { wardCode: 'H31.102' }),
  )
  expect(await places(database)).toMatchObject({ '0004': '0001/4', '0005': '0005/1', '0006': '0006/1', '0007': '0007/1' })
  expect(await read(database, 'reports.clusters_week')).toBe(1)

  const again = await take(database, report(1, '2026-11-09T08:00'), report(3, '2026-11-09T15:00'))
  expect(again).toMatchObject({ unchanged: 2 })
  expect((await verify(database.db)).differences).toEqual([])
})

test('a report sorted into another field leaves its cluster', async () => {
  const database = await hungYen()
  await take(database, ...[1, 2, 3].map((number) => report(number, `2026-11-09T0${6 + number}:00`)))
  expect(await read(database, 'reports.clusters_week')).toBe(1)
  await take(database, report(3, '2026-11-09T09:00', { fieldCode: 'TN', updatedAt: '2026-11-09T11:00:00.000' }))
  expect(await places(database)).toMatchObject({ '0003': '0003/1' })
  expect(await read(database, 'reports.clusters_week')).toBe(0)
})

test('overdue, soon due and in hand by the clock alone; medians and rates by what was done', async () => {
  const database = await hungYen()
  const done = (number: number, created: string, accepted: string, completed: string, more = {}) =>
    report(number, created, {
      status: 'COMPLETED',
      acceptedAt: `${accepted}:00.000`,
      completedAt: `${completed}:00.000`,
      photoCountBefore: '1',
      ...more,
    })
  await take(
    database,
    report(1, '2026-11-01T08:00'),
    report(2, '2026-11-05T08:00', { wardCode: 'H31.102' }),
    report(3, '2026-11-09T08:00', { wardCode: 'H31.103' }),
    done(4, '2026-11-02T08:00', '2026-11-02T11:00', '2026-11-03T20:00', {
      wardCode: 'H31.104',
      rating: '5',
      photoCountAfter: '2',
    }),
    done(5, '2026-11-01T08:00', '2026-11-03T11:00', '2026-11-09T20:00', { wardCode: 'H31.105', rating: '2', reopenCount: '1' }),
  )
  expect(await read(database, 'reports.in_hand')).toBe(3)
  expect(await read(database, 'reports.overdue')).toBe(1)
  expect(await read(database, 'reports.soon_due')).toBe(1)
  expect(await read(database, 'reports.in_time_rate')).toBe(50)
  expect(await read(database, 'reports.accepted_in_time')).toBe(50)
  expect(await read(database, 'reports.satisfaction')).toBe(50)
  expect(await read(database, 'reports.reopen_rate')).toBe(50)
  expect(await read(database, 'reports.evidence_rate')).toBe(50)
  expect(await read(database, 'reports.median_accept')).toBe(4)
  expect(await read(database, 'reports.median_resolve')).toBe(2)
})

test('who reported, from where and by which number is nowhere to be read: not in the facts, not in the page', async () => {
  const database = await hungYen()
  await take(database, report(1, '2026-11-09T08:00'), report(2, '2026-11-09T08:00', { status: 'REJECTED' }))
  const { rows } = await database.pool.query(
    `select (select string_agg(to_jsonb(f)::text, '') from report_fact f) || (select string_agg(h.raw::text, '') from held_record h) as kept`,
  )
  expect(rows[0].kept).toContain('PAHT.20261109.0001')
  expect(rows[0].kept).toContain('Cây đổ')
  expect(rows[0].kept).not.toMatch(/0912345678|Nguyễn Văn Mẫu|20\.654312/)
})

test('closing the master closes its duplicates, whichever is told first; opened again, they wait again', async () => {
  const database = await hungYen()
  const duplicate = (number: number) =>
    report(number, '2026-11-09T08:10', { status: 'DUPLICATE', parentReportCode: 'PAHT.20261109.0001' })
  const master = (hour: string, more: object) =>
    report(1, '2026-11-09T08:00', { updatedAt: `2026-11-10T${hour}:00:00.000`, ...more })
  const closed = { status: 'COMPLETED', completedAt: '2026-11-10T09:00:00.000' }

  await take(database, duplicate(2), report(1, '2026-11-09T08:00'))
  expect(await read(database, 'reports.duplicates_waiting')).toBe(1)
  await take(database, master('09', closed))
  expect(await read(database, 'reports.duplicates_waiting')).toBe(0)
  await take(database, duplicate(3))
  expect(await read(database, 'reports.duplicates_waiting')).toBe(0)
  // The same page again finds them closed as they are.
  expect(await take(database, duplicate(2), duplicate(3))).toMatchObject({ unchanged: 2 })

  await take(database, master('10', { status: 'IN_PROGRESS', reopenCount: '1' }))
  expect(await read(database, 'reports.duplicates_waiting')).toBe(2)
  await take(database, master('11', { ...closed, reopenCount: '1' }), report(4, '2026-11-09T08:20', { status: 'NEW' }))
  expect(await read(database, 'reports.duplicates_waiting')).toBe(0)
  expect((await verify(database.db)).differences).toEqual([])
})
