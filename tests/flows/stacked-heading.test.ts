import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { serve } from '../support/app.ts'
import { clerk } from '../support/clerk.ts'
import { hungYen } from '../support/database.ts'
import { takeInBrought } from '../support/making.ts'
import { TERRITORY } from '../support/messy/file.ts'

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-key-'))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(folder, 'secrets.key'))
  return () => rmSync(folder, { recursive: true, force: true })
})

// What an office saves of its workbook as text: two bytes a letter, titles, what was merged left blank, figures as people write them.
const FORM = [
  'CỤC THỐNG KÊ TỈNH HƯNG YÊN;;;;;;',
  'Biểu 02/DS: Dân số và diện tích các xã, phường;;;;;;',
  ';;;;;"Đơn vị tính: người; km²";',
  'STT;Đơn vị hành chính;Dân số;;;Diện tích;Ghi chú',
  ';;Tổng số;Trong đó;;;',
  ';;;Nam;Nữ;;',
  'A;B;1;2;3;4;5',
  '1;Phường Phố Hiến;68.982;34.000;34.982;20,51;',
  '2;Xã Như Quỳnh;54.321;27.000;27.321;25,43;"chia tách; sáp nhập"',
  '3;Xã Hoàng Hoa Thám;31.004;15.500;15.504;31,07;',
  'x;Tổng cộng;154.307;76.500;77.807;77,01;',
].join('\r\n')

test('a text whose heading has three rows is read without a word said of them, and its figures are stored', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const s = await clerk(url, { name: 'bieu-02-ds.csv', buffer: Buffer.from(`\ufeff${FORM}`, 'utf16le') })
  expect(s.draft.format).toEqual({ kind: 'csv', skipLines: 3, headerRows: 3, firstRow: 8 })
  await s.onlyRows('STT', 'ordinal')
  await s.kind(TERRITORY)
  await s.from('Đơn vị', 'Đơn vị hành chính')
  await s.from('dân số', 'Dân số Tổng số')
  await s.numbers('dân số', 'vi')
  await s.from('diện tích (km²)', 'Diện tích')
  await s.numbers('diện tích (km²)', 'vi')
  await s.fixed('Ngày số liệu', '2025-07-01')
  await s.fixed('Nguồn số liệu', 'cơ quan thống kê')
  expect(await s.tried()).toEqual({ facts: 3, held: 0, rejected: 0 })
  await s.publish('Dân số các xã theo biểu')
  await takeInBrought(database)
  const { rows } = await database.pool.query("select sum((figures->>'people')::int)::int as people from population_fact")
  expect(rows).toEqual([{ people: 154_307 }])
})
