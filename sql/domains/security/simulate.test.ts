import { expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { FileSource, RecordSource, SourceRow } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-18T10:30:00+07:00')
const world = (changes: object = {}) => testWorld({ scale: 0.5, ...changes })
const read = (place: number, changes?: object): SourceRow[] => {
  const sources = simulator.records?.(world(changes)) as RecordSource[]
  return (sources[place] as RecordSource).changesSince(null, 1_000_000, NOW).records
}
const standing = (place: number, code: string) => [...new Map(read(place).map((row) => [row[code], row])).values()]
const folder = (changes?: object) => simulator.files?.(world(changes)) as FileSource
const files = () => folder().files(NOW)
const text = (name: string) =>
  Buffer.from(
    files()
      .find((file) => file.name === name)
      ?.bytes?.() ?? [],
  ).toString()

test('the same world is attacked the same, another seed otherwise', () => {
  expect(read(0)).toEqual(read(0))
  expect(read(0, { seed: 2 })).not.toEqual(read(0))
  expect(text('canh-bao-2026-11-17.log')).toBe(text('canh-bao-2026-11-17.log'))
})

test('most incidents are small, most that must be are reported within a day, some personal data gets out', () => {
  const incidents = standing(0, 'MaSuCo')
  const share = (rows: SourceRow[], is: (row: SourceRow) => boolean) => rows.filter(is).length / rows.length
  expect(share(incidents, ({ MucDo }) => MucDo === '1' || MucDo === '2')).toBeGreaterThan(0.6)
  const reported = incidents.filter(({ BaoCaoLuc }) => BaoCaoLuc)
  const day = (row: SourceRow) => Date.parse(`${row.BaoCaoLuc}Z`) - Date.parse(`${row.PhatHien}Z`) <= 86_400_000
  expect(share(reported, day)).toBeGreaterThan(0.75)
  expect(share(reported, day)).toBeLessThan(1)
})

test('sensors’ logs lie there for three months', () => {
  const logs = folder({ start: '2026-01-01' })
    .files(NOW)
    .flatMap(({ name }) => /^canh-bao-(.+)\.log$/.exec(name)?.[1] ?? [])
  expect([logs[0], logs.at(-1), logs.length]).toEqual(['2026-08-18', '2026-11-18', 93])
})

test('alerts of people’s machines are told since the beginning, few of them at weekends', () => {
  const alerts = read(3, { start: '2025-01-01' })
  const days = new Set(alerts.map(({ ThoiDiem }) => (ThoiDiem as string).slice(0, 10)))
  expect([...days].toSorted()[0]?.slice(0, 7)).toBe('2025-01')
  expect(days.size).toBeGreaterThan(600)
  const on = (day: string) => alerts.filter(({ ThoiDiem }) => (ThoiDiem as string).startsWith(day)).length
  expect(on('2026-11-15')).toBeLessThan(on('2026-11-12') / 2)
})

test('the source carries what must never be stored', () => {
  expect(read(3)[0]).toMatchObject({
    DiaChiIP: expect.stringMatching(/^203\.0\.113\./),
    MaBam: expect.stringMatching(/^badc0ffee/),
  })
  expect(read(0)[0]).toMatchObject({
    IPNguon: expect.stringMatching(/^203\.0\.113\./),
    MaBam: expect.stringMatching(/^badc0ffee/),
  })
  expect(text('canh-bao-2026-11-17.log')).toMatch(/CEF:0\|.*src=203\.0\.113\./)
})

test('a log grows through the day and keeps what it said', () => {
  const source = folder()
  const at = (moment: string) =>
    Buffer.from(
      source
        .files(new Date(moment))
        .find(({ name }) => name === 'canh-bao-2026-11-18.log')
        ?.bytes?.() ?? [],
    ).toString()
  const [before, after] = [at('2026-11-18T08:00:00+07:00'), at('2026-11-18T10:00:00+07:00')]
  expect(after.startsWith(before)).toBe(true)
  expect(after.length).toBeGreaterThan(before.length)
})

test('summaries lie there day by day for the last weeks, by the month before', () => {
  const days = files().flatMap(({ name }) => /^tong-hop-(.+)\.csv$/.exec(name)?.[1] ?? [])
  expect(days.slice(0, 3)).toEqual(['2026-08-31', '2026-09-30', '2026-10-09'])
  expect(days.at(-1)).toBe('2026-11-17')
  const [heading, ...rows] = text('tong-hop-2026-11-17.csv').trim().split('\r\n')
  expect(heading).toMatch(/^\ufeff?Ngày;Mã đơn vị;/)
  expect(rows).toHaveLength(107)
})

test('of the systems some are of level 4, most have an approved dossier, a few duties are late', () => {
  const systems = standing(1, 'MaHeThong')
  expect(systems.some(({ CapDo }) => CapDo === '4')).toBe(true)
  expect(systems.filter(({ HoSoCapDo }) => HoSoCapDo === 'DaDuyet').length / systems.length).toBeGreaterThan(0.6)
})
