import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sftpServer } from '@ioc/workers/testing'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'

// Sources of every kind on this machine, gone when their test is over.

const DAY_MS = 86_400_000

/** dd/MM/yyyy HH:mm in Vietnam, so many days ago. */
function ago(days: number): string {
  const at = new Date(Date.now() - days * DAY_MS + 7 * 3_600_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
}

export const HEADINGS = [
  'Mã phản ánh',
  'Tên đơn vị',
  'Kênh tiếp nhận',
  'Lĩnh vực',
  'Trạng thái',
  'Ngày tiếp nhận',
  'Ngày xử lý xong',
  'Số điện thoại',
]
/** Reports as a citizens' portal writes them down: an old name of a unit among them, and one misspelt. */
export const REPORTS = [
  ['PA-001', 'Xã Như Quỳnh', 'App', 'Rác thải', 'Đang xử lý', ago(2), '', '0912345678'],
  ['PA-002', 'Thị trấn Như Quỳnh', 'Zalo', 'Đường hỏng', 'Đã xử lý', ago(3), ago(1.5), '0987654321'],
  ['PA-003', 'Xã Nhu Quynk', 'App', 'Điện', 'Mới', ago(1), '', '0901234567'],
]
const KEYS = ['maPhanAnh', 'tenDonVi', 'kenhTiepNhan', 'linhVuc', 'trangThai', 'ngayTiepNhan', 'ngayXuLyXong', 'soDienThoai']
export const asRecords = (keys = KEYS) => REPORTS.map((row) => Object.fromEntries(keys.map((key, n) => [key, row[n]])))
export const asCsv = () => `${[HEADINGS, ...REPORTS].map((row) => row.join(',')).join('\n')}\n`

export async function httpSource(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-source-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

export async function sftpSource(files: Record<string, string>, password: string) {
  const server = await sftpServer({ folder: folderWith(files), user: 'ioc', password })
  onTestFinished(() => server.close())
  return server
}

interface Table {
  /** As it is created: its name and columns. */
  table: string
  insert: string
  values: unknown[][]
}

const REPORTS_TABLE: Table = {
  table: `phan_anh (${KEYS.map((key) => `"${key}" text`).join(', ')})`,
  insert: `insert into phan_anh values (${KEYS.map((_, n) => `$${n + 1}`).join(', ')})`,
  values: REPORTS,
}

/** A database of another system, with the reports, or what else is said, in a table that one account may read. */
export async function databaseSource(
  password: string,
  { table, insert, values }: Table = REPORTS_TABLE,
): Promise<{ host: string; port: string; name: string }> {
  const admin = new URL(inject('adminUrl'))
  const name = `nguon_${randomBytes(4).toString('hex')}`
  const run = async (url: URL, ...statements: [string, unknown[]?][]) => {
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    for (const [statement, values] of statements) await client.query(statement, values)
    await client.end()
  }
  await run(admin, [`create database ${name}`], [`create role ${name} login password '${password}'`])
  const inside = new URL(admin)
  inside.pathname = `/${name}`
  await run(inside, [`create table ${table}`], ...values.map((row): [string, unknown[]] => [insert, row]), [
    `grant select on all tables in schema public to ${name}`,
  ])
  onTestFinished(() => run(admin, [`drop database ${name} with (force)`], [`drop role ${name}`]))
  return { host: admin.hostname, port: admin.port, name }
}

export const rss = () =>
  `<rss version="2.0"><channel><title>Báo tỉnh</title>${[1, 2]
    .map(
      (n) =>
        `<item><guid>bai-${n}</guid><title>Xã Như Quỳnh khánh thành cầu số ${n}</title><link>https://bao.example/bai-${n}</link><description>Người dân phấn khởi.</description><pubDate>${new Date(Date.now() - n * DAY_MS).toUTCString()}</pubDate></item>`,
    )
    .join('')}</channel></rss>`
