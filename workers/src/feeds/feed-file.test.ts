import { expect, test } from 'vitest'
import { FeedFault, FeedFile } from './feed-file.ts'
import { prepareFeed } from './prepare.ts'

const GOOD = `id: thu-nghiem
title: { vi: Thử nghiệm, en: Trial }
domain: dossiers
kind: dossier
connector: folder
settings:
  folder: nhap
format:
  kind: csv
zone: Asia/Ho_Chi_Minh
promise: 3600
owner: Sở Nội vụ
map:
  code: ma_ho_so
  status:
    from: trang_thai
    values: { 1: new }
`

const faultsOf = async (text: string): Promise<string[]> => {
  try {
    await prepareFeed(new FeedFile(text, 'thu-nghiem.yaml'))
    return []
  } catch (error) {
    if (error instanceof FeedFault) return error.faults
    throw error
  }
}

test('a good feed is read with its defaults, and again from the database', async () => {
  const { spec, fetched, formatSettings } = await prepareFeed(new FeedFile(GOOD, 'thu-nghiem.yaml'))
  expect(spec).toMatchObject({ simulated: false, map: { code: { from: ['ma_ho_so'], as: 'text' } } })
  expect(fetched?.settings).toMatchObject({ folder: 'nhap', pattern: '*' })
  expect(formatSettings).toMatchObject({ delimiter: 'auto' })
  expect((await prepareFeed(JSON.parse(JSON.stringify(spec)))).spec).toEqual(spec)
})

test.each([
  [
    'folder: nhap',
    'thuMuc: nhap',
    [/^thu-nghiem\.yaml:6 settings\.folder: thiếu/, /^thu-nghiem\.yaml:7 settings\.thuMuc: không có trường/],
  ],
  ['kind: csv', 'kind: pdf', [/^thu-nghiem\.yaml:9 format\.kind: không có định dạng «pdf»; có: .*csv/]],
  ['connector: folder', 'connector: ftp', [/^thu-nghiem\.yaml:5 connector: không có kiểu kết nối «ftp»/]],
  [
    'connector: folder\nsettings:\n  folder: nhap',
    'connector: file\nevery: 5',
    [/^thu-nghiem\.yaml:6 every: nguồn kiểu «file» tự gửi đến/],
  ],
  [
    'connector: folder\nsettings:\n  folder: nhap',
    'connector: webhook\nsettings: { secret: abc }',
    [/^thu-nghiem\.yaml:6 settings\.secret: mã bí mật không ghi thẳng ở đây/],
  ],
  ['promise: 3600', 'promise: 3600\npush: { secret: abc }', [/^thu-nghiem\.yaml:12 push\.secret: mã bí mật không ghi thẳng/]],
  ['Asia/Ho_Chi_Minh', 'Asia/Hanoi', [/^thu-nghiem\.yaml:10 zone: không phải tên múi giờ/]],
  ['promise: 3600', 'promise: 0', [/^thu-nghiem\.yaml:11 promise: /]],
  [
    '    from: trang_thai',
    '    from: trang_thai\n    form: trang_thai',
    [/^thu-nghiem\.yaml:17 map\.status\.form: không có trường/],
  ],
  ['owner: Sở Nội vụ', 'owner: [', [/^thu-nghiem\.yaml:\d+ .*YAML/]],
])('%s → %s is reported where it stands', async (good, bad, expected) => {
  const faults = await faultsOf(GOOD.replace(good, bad))
  for (const [index, pattern] of expected.entries()) expect(faults.sort()[index]).toMatch(pattern)
})

test('a format from which personal data can not be taken out before storing is refused', async () => {
  const [fault] = await faultsOf(
    GOOD.replace('kind: csv', 'kind: auto').replace('map:', 'redact: [hoTen, { mask: noiDung }]\nmap:'),
  )
  expect(fault).toMatch(/^thu-nghiem.yaml:13 redact: .*«json», «xml», «csv», «workbook» hoặc «rss»/)
  expect(await faultsOf(GOOD.replace('map:', 'redact: [hoTen]\nmap:'))).toEqual([])
  expect(await faultsOf(GOOD.replace('map:', 'redact: [{ seal: hoTen }]\nmap:'))).toEqual([])
  const [read] = await faultsOf(GOOD.replace('map:', 'redact: [{ seal: trang_thai }]\nmap:'))
  expect(read).toMatch(/redact: .*được niêm phong nên không ghép/)
  const [unsealed] = await faultsOf(GOOD.replace('kind: csv', 'kind: rss').replace('map:', 'redact: [{ seal: hoTen }]\nmap:'))
  expect(unsealed).toMatch(/redact: .*chưa niêm phong được/)
})
