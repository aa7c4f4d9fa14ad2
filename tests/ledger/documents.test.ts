import { computeTile, loadTileContext } from '@ioc/server/testing'
import { type Database, loadRegistry, loadUnitRegistry, momentOf, readIndicator, verify } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'

// Packets through their feed as the exchange lists them, to the numbers they end in.

const NOW = new Date('2026-11-20T12:00:00+07:00')

interface Receiver {
  organ: string
  delivered?: string
  failed?: number
  statuses?: Record<string, string>
}

function packet(id: string, updated: string, sent: string, receivers: Receiver[], more: { signed?: boolean; due?: string } = {}) {
  const to = receivers.map(({ organ }) => `<To><OrganId>${organ}</OrganId></To>`).join('')
  const notes = receivers.map(
    ({ organ, delivered = '', failed = 0 }) =>
      `<GiaoNhan><OrganId>${organ}</OrganId><KetQua>${delivered ? 'done' : 'fail'}</KetQua><ThoiDiem>${delivered}</ThoiDiem>
       <SoLan>${failed + (delivered ? 1 : 0)}</SoLan><SoLanLoi>${failed}</SoLanLoi><MaLoi>${failed ? '15' : ''}</MaLoi></GiaoNhan>`,
  )
  const answers = receivers.flatMap(({ organ, statuses = {} }) =>
    Object.entries(statuses).map(
      ([code, at]) =>
        `<edXML><edXMLEnvelope><edXMLHeader><Status><From><OrganId>${organ}</OrganId></From><StatusCode>${code}</StatusCode>
         <Timestamp>${at}</Timestamp><StaffInfo><Staff>Trần Thị Mẫu</Staff></StaffInfo></Status></edXMLHeader></edXMLEnvelope></edXML>`,
    ),
  )
  const signature = more.signed ? '<Signature><SignatureValue>eA==</SignatureValue></Signature>' : ''
  return `<GoiTin><CapNhat>${updated}:00.000</CapNhat><GuiLuc>${sent}:00.000</GuiLuc>
    <EdXMLEnvelope xmlns="http://www.go.vn/eDoc"><MessageHeader><From><OrganId>H31.05</OrganId></From>${to}
    <DocumentType>Công văn</DocumentType><Subject>V/v đơn của ông Nguyễn Văn Mẫu</Subject>
    ${more.due ? `<DueDate>${more.due}</DueDate>` : ''}<DocumentId>${id}</DocumentId></MessageHeader>${signature}
    <Manifest><Attachment><Content>bW9pIG5nYXk=</Content></Attachment></Manifest></EdXMLEnvelope>${notes.join('')}${answers.join('')}</GoiTin>`
}

const take = (database: Database, ...packets: string[]) =>
  takeFiles(database, 'documents-sim', {
    'goi-tin.xml': `<DanhSachGoiTin><TongSo>${packets.length}</TongSo>${packets.join('')}</DanhSachGoiTin>`,
  })

async function reading(database: Database, indicator: string, at = NOW, unit = 'hung-yen') {
  const registry = await loadRegistry()
  const { rows } = await database.pool.query('select id from unit where key = $1', [unit])
  const units = await loadUnitRegistry(database.db)
  return readIndicator(database.db, units, registry.indicator(indicator), rows[0].id, momentOf({}, at))
}

async function read(database: Database, indicator: string, unit = 'hung-yen'): Promise<number | null> {
  return (await reading(database, indicator, NOW, unit)).value
}

test('a document to two receivers is sent once and received twice; each is answered for by its own', async () => {
  const database = await hungYen()
  const summary = await take(
    database,
    packet(
      'a',
      '2026-11-19T10:00',
      '2026-11-16T08:00',
      [
        {
          organ: 'H31.101',
          delivered: '2026-11-16T08:01:00.000',
          statuses: { '03': '2026/11/16 09:00:00', '06': '2026/11/17 08:01:00' },
        },
        { organ: 'H31.07', delivered: '2026-11-16T08:01:00.000', failed: 1, statuses: { '03': '2026/11/16 09:00:00' } },
      ],
      { signed: true, due: '2026/11/18' },
    ),
    packet('b', '2026-11-16T08:00', '2026-11-16T08:00', [
      { organ: 'H31.101', failed: 2 },
      { organ: 'H31.102', delivered: '2026-11-16T08:05:00.000' },
    ]),
  )
  expect(summary).toMatchObject({ read: 4, inserted: 4, held: 0, rejected: 0 })
  expect(await read(database, 'documents.sent_month')).toBe(2)
  expect(await read(database, 'documents.sent_month', 'so-tai-chinh')).toBe(2)
  expect(await read(database, 'documents.received_month')).toBe(3)
  expect(await read(database, 'documents.signed_share')).toBe(50)
  expect(await read(database, 'documents.on_time_rate')).toBe(100)
  expect(await read(database, 'documents.overdue')).toBe(1)
  expect(await read(database, 'documents.overdue', 'so-nong-nghiep-va-moi-truong')).toBe(1)
  expect(await read(database, 'documents.failure_share')).toBe(50)
  expect(await read(database, 'documents.stuck')).toBe(1)
  expect(await read(database, 'documents.silent')).toBe(1)
  expect((await verify(database.db)).differences).toEqual([])
})

test('a status told later moves the document on, an older word changes nothing', async () => {
  const database = await hungYen()
  const at = (updated: string, statuses: Record<string, string>) =>
    packet('a', updated, '2026-11-16T08:00', [{ organ: 'H31.101', delivered: '2026-11-16T08:01:00.000', statuses }])
  const received = at('2026-11-16T09:00', { '03': '2026/11/16 09:00:00' })
  await take(database, received)
  expect(await read(database, 'documents.in_hand')).toBe(1)
  await take(database, at('2026-11-17T09:00', { '03': '2026/11/16 09:00:00', '02': '2026/11/17 09:00:00' }))
  expect((await read(database, 'documents.in_hand')) ?? 0).toBe(0)
  expect(await read(database, 'documents.refused_share')).toBe(100)
  expect(await take(database, received)).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 })
  expect((await verify(database.db)).differences).toEqual([])
})

test('what it is about, who took it in and what is attached are in no fact and in no page', async () => {
  const database = await hungYen()
  await take(
    database,
    packet('a', '2026-11-16T09:00', '2026-11-16T08:00', [
      { organ: 'H31.101', statuses: { '03': '2026/11/16 09:00:00' } },
      { organ: 'H31.999' },
    ]),
  )
  const { rows } = await database.pool.query(
    `select (select string_agg(to_jsonb(f)::text, '') from document_fact f) || (select string_agg(h.raw::text, '') from held_record h) as kept`,
  )
  expect(rows[0].kept).toContain('H31.999')
  expect(rows[0].kept).not.toMatch(/Mẫu|bW9pIG5nYXk/)
})

test('work files by level: departments and communes apart, each within its own', async () => {
  const database = await hungYen()
  const file = (code: string, unit: string, mode: string, closed = '2026-11-10T10:00:00.000') => ({
    MaHoSo: code,
    MaDinhDanh: unit,
    HinhThuc: mode,
    TrangThai: '2',
    NgayMo: '2026-11-02T08:00:00.000',
    HanXuLy: '2026-11-10T17:00:00.000',
    NgayKetThuc: closed,
    CapNhat: closed,
  })
  const files = [
    file('1', 'H31.05', '1'),
    file('2', 'H31.05', '1', '2026-11-11T10:00:00.000'),
    file('3', 'H31.101', '1'),
    file('4', 'H31.101', '3'),
    file('5', 'H31.102', '2'),
  ]
  await takeFiles(database, 'work-files-sim', { 'ho-so.json': JSON.stringify({ duLieu: files }) })
  expect(await read(database, 'documents.files_online')).toBe(60)
  expect(await read(database, 'documents.files_online_province')).toBe(100)
  expect(await read(database, 'documents.files_online_commune')).toBeCloseTo(100 / 3)
  expect(await read(database, 'documents.files_online_commune', 'phuong-pho-hien')).toBe(50)
  expect(await read(database, 'documents.files_in_time_province')).toBe(50)
  expect(await read(database, 'documents.files_in_time_commune')).toBe(100)
})

test('districts ended on 1 July 2025: what was theirs stays withdrawn, and their target is shown as awaiting a decision', async () => {
  const database = await hungYen()
  for (const what of ['online', 'in_time'])
    expect(await reading(database, `documents.files_${what}_district`), what).toMatchObject({ value: null, state: 'withdrawn' })
  const context = await loadTileContext(database)
  for (const id of ['documents.files_in_time', 'documents.files_online_levels']) {
    const tile = await computeTile(context, context.tiles.get(id) as Parameters<typeof computeTile>[1], momentOf({}, NOW))
    if (tile.kind !== 'comparison') throw new Error('not a comparison')
    const row = tile.rows.at(-1)
    expect(row?.title.vi).toBe('Cấp huyện')
    expect(row).toMatchObject({ value: null, question: null, why: { vi: 'chờ quyết định' } })
  }
})
