import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadRegistry, loadUnitRegistry, momentOf, proofRows, proveReading, verify } from '@ioc/sql'
import { loadWorld, type SourceRow } from '@ioc/sql/simulate'
import { pullFeed, SimulatedHouse } from '@ioc/workers/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { hungYen } from './support/database.ts'

// From two simulated systems to what the wall says of them. That their lists differ by exactly what was made to go wrong, three
// dossiers in a hundred, the simulated system's own test says; here all of these are found, each for what it is, and no other.

const NOW = new Date('2026-11-18T10:00:00+07:00')
const HOUR_MS = 3_600_000

/** Wrong from the hour on that begins a day after the last word. */
const isSettled = (at: SourceRow[string] | undefined) =>
  (Math.floor(Date.parse(`${at}+07:00`) / HOUR_MS) + 25) * HOUR_MS <= NOW.getTime()

/** Where every dossier stands by one of the two lists, as its system would answer. */
function listed({ sources }: SimulatedHouse, path: string): Map<string, SourceRow> {
  const source = sources.records.get('dossiers')?.find((each) => each.path === path)
  return new Map(source?.changesSince(null, 1_000_000, NOW).records.map((row) => [row.MaHoSo as string, row]))
}

/** One record in three thousand is broken at the source for good: an agency nobody knows, a day there is not. */
const isBroken = ({ DonViXuLy, NgayNopHoSo }: SourceRow) => /\.999$/.test(`${DonViXuLy}`) || /-02-31T/.test(`${NgayNopHoSo}`)
const sound = (rows: Map<string, SourceRow>) => new Map([...rows].filter(([, row]) => !isBroken(row)))

test('of two years, on either side of the merger, reconciliation names exactly the dossiers made to differ, by kind, and matches no other wrongly', async () => {
  const database = await hungYen()
  const dataDir = mkdtempSync(join(tmpdir(), 'ioc-two-portals-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))
  const world = loadWorld('hung-yen', { seed: 3, scale: 0.004, start: '2024-11-01' })
  const house = await SimulatedHouse.open(world, dataDir, 0, () => NOW)
  onTestFinished(() => house.close())
  vi.stubEnv('IOC_SIMULATOR_URL', house.url)

  for (const [feed, path] of [
    ['reconciliation-province', 'hoso-doi-soat'],
    ['reconciliation-portal', 'dvcqg'],
  ] as const) {
    const run = await pullFeed(database, feed, AbortSignal.timeout(200_000))
    expect(run, feed).toMatchObject({ held: [...listed(house, path).values()].filter(isBroken).length, rejected: 0 })
    expect(run, feed).not.toHaveProperty('error')
  }
  expect((await verify(database.db)).differences).toEqual([])

  const [ours, theirs] = [sound(listed(house, 'hoso-doi-soat')), sound(listed(house, 'dvcqg'))]
  const both = [...ours.keys()].filter((code) => theirs.has(code))
  const made = {
    unsynced: [...ours].filter(([code, row]) => !theirs.has(code) && isSettled(row.NgayCapNhat)).map(([code]) => code),
    stray: [...theirs].filter(([code, row]) => !ours.has(code) && isSettled(row.NgayDongBo)).map(([code]) => code),
    stuck: both.filter((code) => {
      const [own, shown] = [ours.get(code) as SourceRow, theirs.get(code) as SourceRow]
      return own.TrangThaiHoSo !== shown.TrangThaiHoSo && isSettled(own.NgayCapNhat)
    }),
  }
  const months = new Set([...made.unsynced, ...made.stray, ...made.stuck].map((code) => /-(\d{4})\d{2}-/.exec(code)?.[1]))
  expect(months.size).toBeGreaterThanOrEqual(24)
  const wrong = made.unsynced.length + made.stray.length + made.stuck.length
  expect(wrong / ours.size).toBeGreaterThan(0.015)
  expect(wrong / ours.size).toBeLessThan(0.036)

  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  const moment = momentOf({}, NOW)
  const province = units.find('hung-yen').id
  const prove = (id: string) => proveReading(database.db, units, registry.indicator(id), province, moment)

  /** The dossiers behind an indicator of one term, by their codes. */
  async function codesBehind(id: string): Promise<string[]> {
    const { reading, terms, agrees } = await prove(id)
    expect(agrees, id).toBe(true)
    const codes: string[] = []
    for (const unit of new Set(terms[0]?.groups.map((group) => group.unit.id))) {
      const query = { roots: [province], span: reading.asked, ...moment, unit, limit: 10_000, offset: 0 }
      codes.push(
        ...(await proofRows(database.db, units, reading.definition.compiled.terms, 0, query)).map(({ externalId }) => externalId),
      )
    }
    expect(reading.value ?? 0, id).toBe(codes.length)
    return codes.sort()
  }

  for (const [indicator, wrong] of [
    ['reconciliation.not_on_portal', made.unsynced],
    ['reconciliation.not_in_province', made.stray],
    ['reconciliation.state_differs', made.stuck],
  ] as const) {
    expect(wrong.length, indicator).toBeGreaterThan(3)
    expect(await codesBehind(indicator), indicator).toEqual(wrong.sort())
  }

  const { reading } = await prove('reconciliation.matched_share')
  const all = both.length + made.unsynced.length + made.stray.length
  expect(reading.value).toBeCloseTo((100 * (both.length - made.stuck.length)) / all, 6)
}, 300_000)
