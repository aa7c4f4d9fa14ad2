import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  applyProvince,
  BASES,
  type Database,
  loadGazetteer,
  loadProvince,
  loadRegistry,
  loadUnitRegistry,
  parsePeriod,
  readTerms,
  type UnitRegistry,
} from '@ioc/sql'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { cloneOf, hungYen } from './support/database.ts'
import { TEMPLATE } from './support/global-setup.ts'

const HOUSE = join(dirname(fileURLToPath(import.meta.url)), '../sql/provinces')
const [BEFORE, AFTER] = ['2025-06-30', '2025-07-01']
const SPLIT = ['xa-dinh-du-12004', 'xa-lac-dao-11989', 'xa-ngoc-thanh-12322']

describe('Hưng Yên through the merger of 1 July 2025', () => {
  let database: Database
  let registry: UnitRegistry
  beforeAll(async () => {
    const clone = await cloneOf(TEMPLATE)
    database = clone.database
    registry = await loadUnitRegistry(database.db)
    return clone.drop
  })

  const below = (key: string, kind: string, day: string) => {
    const walk = (id: number): number[] => registry.children(id, day).flatMap((child) => [child.id, ...walk(child.id)])
    return walk(registry.find(key).id)
      .map(registry.get)
      .filter((unit) => unit.kind === kind)
  }
  const keys = (units: { key: string }[]) => units.map((unit) => unit.key).sort()

  test('18 districts and 381 communes of two provinces before; one province, 93 xã and 11 phường after', () => {
    const before = ['hung-yen-cu', 'thai-binh-cu'].map((key) => below(key, 'commune', BEFORE))
    expect(before.map((communes) => communes.length)).toEqual([139, 242])
    expect(['hung-yen-cu', 'thai-binh-cu'].map((key) => below(key, 'district', BEFORE).length)).toEqual([10, 8])
    const after = below('hung-yen', 'commune', AFTER)
    expect(after).toHaveLength(104)
    expect(after.filter((unit) => unit.name.startsWith('Xã '))).toHaveLength(93)
    expect(after.filter((unit) => unit.name.startsWith('Phường '))).toHaveLength(11)
    expect(below('hung-yen', 'district', AFTER)).toEqual([])
    expect(registry.standing(AFTER).filter((unit) => unit.kind === 'province')).toHaveLength(34)
    expect(registry.standing('2008-12-31').filter((unit) => unit.kind === 'province')).toHaveLength(63)
  })

  test('every old commune arrives in the 104 in full, three of them in two halves', () => {
    const after = new Set(below('hung-yen', 'commune', AFTER).map((unit) => unit.id))
    const old = [...below('hung-yen-cu', 'commune', BEFORE), ...below('thai-binh-cu', 'commune', BEFORE)]
    const reached = new Set<number>()
    for (const basis of BASES) {
      for (const commune of old) {
        const shares = registry.shares(commune.id, AFTER, basis)
        expect(
          shares.reduce((sum, share) => sum + share.weight, 0),
          commune.key,
        ).toBe(1)
        for (const { unit } of shares) {
          expect(after, commune.key).toContain(unit)
          reached.add(unit)
        }
      }
    }
    expect(reached.size).toBe(104)
    expect(keys(old.filter((commune) => registry.successorsOf(commune.id).length > 1))).toEqual(SPLIT)
    for (const key of SPLIT) {
      const steps = registry.successorsOf(registry.find(key).id)
      expect(steps.map((step) => [step.people, step.source])).toEqual([
        [0.5, 'chia đều, chưa có số liệu công bố'],
        [0.5, 'chia đều, chưa có số liệu công bố'],
      ])
    }
  })

  test('a split commune is an estimate for its two successors and none for the province', () => {
    const weight = (root: string, unit: string) =>
      registry.members([registry.find(root).id], AFTER, 'people').find((row) => row.unit === registry.find(unit).id)?.weight
    expect(weight('phuong-son-nam', 'xa-ngoc-thanh-12322')).toBe(0.5)
    expect(weight('xa-hiep-cuong', 'xa-ngoc-thanh-12322')).toBe(0.5)
    expect(weight('hung-yen', 'xa-ngoc-thanh-12322')).toBe(1)
    expect(weight('hung-yen', 'huyen-kim-dong-331')).toBe(1)
  })

  test('the province asked for on the old map is what the two old ones were', () => {
    const id = registry.find('hung-yen').id
    expect(keys(registry.children(id, BEFORE))).toEqual(['hung-yen-cu', 'thai-binh-cu'])
    expect(registry.members([id], BEFORE, 'people')).toEqual(registry.members([id], AFTER, 'people'))
    const country = registry.members([registry.find('viet-nam').id], BEFORE, 'people')
    expect(country.every((row) => row.weight === 1)).toBe(true)
  })

  test('an old department and its district level go where their work went', () => {
    const on = (key: string, day: string) =>
      registry.shares(registry.find(key).id, day, 'dossiers').map((share) => [registry.get(share.unit).key, share.weight])
    expect(on('so-tu-phap-thai-binh-cu', AFTER)).toEqual([['so-tu-phap', 1]])
    expect(on('huyen-vu-thu-344', AFTER)).toEqual([['hung-yen', 1]])
    expect(on('so-tu-phap', BEFORE)).toEqual([
      ['so-tu-phap-hung-yen-cu', 0.5],
      ['so-tu-phap-thai-binh-cu', 0.5],
    ])
  })

  test('the new province is shared between the old ones by area, and equally where their sizes are not known', () => {
    const old = (basis: (typeof BASES)[number]) =>
      registry.shares(registry.find('hung-yen').id, BEFORE, basis).map((share) => [registry.get(share.unit).key, share.weight])
    expect(old('area')).toEqual([
      ['hung-yen-cu', expect.closeTo(930.2 / 2514.81)],
      ['thai-binh-cu', expect.closeTo(1584.61 / 2514.81)],
    ])
    expect(old('people').map(([, weight]) => weight)).toEqual([0.5, 0.5])
  })

  test('a key nobody has is answered with its neighbours', () => {
    expect(() => registry.find('phuong-lam-son')).toThrow(/no unit «phuong-lam-son».*«phuong-lam-son-11950» \(Phường Lam Sơn\)/)
  })

  test('a code, an old name and a province mean the unit of their day', async () => {
    const { unit } = await loadGazetteer(database.db)
    const key = (name: string, day?: string) => {
      const id = unit(name, day ? new Date(`${day}T12:00:00+07:00`) : undefined)
      return id === null ? null : registry.get(id).key
    }
    expect(key('11950', '2024-05-01')).toBe('phuong-lam-son-11950')
    expect(key('11953', '2024-05-01')).toBe('phuong-hien-nam-11953')
    expect(key('11953')).toBe('phuong-pho-hien')
    expect(key('xã Ngọc Thanh, huyện Kim Động')).toBe('xa-ngoc-thanh-12322')
    expect(key('xã Minh Tân', '2024-05-01')).toBeNull()
    expect(key('Xã Thái Thụy')).toBe('xa-thai-thuy')
    for (const name of ['Hưng Yên', 'Thái Bình', 'Hòa Bình', 'Bình Định', 'Tây Ninh', 'Thái Nguyên'])
      expect(key(name, '2009-12-31'), name).toMatch(/-cu$/)
    expect(key('Sở Tư pháp tỉnh Thái Bình', '2025-05-01')).toBe('so-tu-phap-thai-binh-cu')
    expect(key('Sở Tư pháp tỉnh Hưng Yên')).toBe('so-tu-phap')
  })

  test('every province ever named is found on a day of its own', async () => {
    const { unit } = await loadGazetteer(database.db)
    for (const { id, name, valid_from, kind } of loadProvince('hung-yen').units.map((row) => ({
      ...row,
      id: registry.find(row.key).id,
    })))
      if (kind === 'province')
        expect(unit(name.replace(/^(Tỉnh|Thành phố) /, ''), new Date(`${valid_from}T12:00:00+07:00`)), name).toBe(id)
  })
})

test('applying the same files again changes nothing; a succession taken out of them goes', async () => {
  const database = await hungYen()
  const state = async () =>
    (
      await database.pool.query(
        'select (select json_agg(u order by id) from unit u) units, (select json_agg(s order by from_id, to_id) from succession s) steps',
      )
    ).rows[0]
  const before = await state()
  const province = loadProvince('hung-yen')
  await applyProvince(database, province)
  expect(await state()).toEqual(before)
  const corrected = province.successions.filter((row) => row.from !== 'xa-ngoc-thanh-12322' || row.to !== 'phuong-son-nam')
  await applyProvince(database, { ...province, successions: corrected })
  expect((await state()).steps).toHaveLength(before.steps.length - 1)
})

/** Two communes become one on 1 January 2027, and a third is divided between it and another new one. */
const MERGER = `from,to,people,area,dossiers,legal_act,to_name,to_code,to_people
phuong-pho-hien,phuong-hung-yen,,,,Nghị quyết 1,Phường Hưng Yên,11953,
phuong-hong-chau,phuong-hung-yen,,,,Nghị quyết 1,Phường Hưng Yên,11953,
xa-tan-hung,phuong-hung-yen,0.4,0.3,0.4,Nghị quyết 1,Phường Hưng Yên,11953,
xa-tan-hung,xa-tan-hung-moi,0.6,0.7,0.6,Nghị quyết 1,Xã Tân Hưng,11980,21000
`
const [LAST, FIRST] = ['2026-12-31', '2027-01-01']

async function merged(): Promise<Database> {
  const house = mkdtempSync(join(tmpdir(), 'provinces-'))
  onTestFinished(() => rmSync(house, { recursive: true }))
  cpSync(HOUSE, house, { recursive: true })
  writeFileSync(join(house, `hung-yen/successions/${FIRST}.csv`), MERGER)
  const database = await hungYen()
  await applyProvince(database, loadProvince('hung-yen', house))
  return database
}

test('the next merger is one more file: what ends with it and what begins', async () => {
  const database = await merged()
  const registry = await loadUnitRegistry(database.db)
  const whole = registry.find('phuong-hung-yen')
  expect(whole).toMatchObject({ kind: 'commune', code: '11953', valid_from: FIRST, legal_act: 'Nghị quyết 1' })
  expect(registry.find('phuong-pho-hien')).toMatchObject({ valid_to: FIRST, end_act: 'Nghị quyết 1' })
  const share = (key: string) => registry.shares(registry.find(key).id, FIRST, 'people')
  expect(share('phuong-hien-nam-11953')).toEqual([{ unit: whole.id, weight: 1 }])
  expect(share('xa-tan-hung').map(({ weight }) => weight)).toEqual([0.4, 0.6])
  const communes = (day: string) =>
    registry.children(registry.find('hung-yen').id, day).filter((unit) => unit.kind === 'commune').length
  expect([communes(LAST), communes(FIRST)]).toEqual([104, 103])
  expect(registry.predecessorsOf(whole.id).map(({ unit }) => unit.key)).toEqual(
    expect.arrayContaining(['phuong-hong-chau', 'phuong-pho-hien', 'xa-tan-hung']),
  )
  const { unit } = await loadGazetteer(database.db)
  const named = (day: string) => registry.get(unit('Xã Tân Hưng', new Date(`${day}T12:00:00+07:00`)) as number).key
  expect([named(LAST), named(FIRST)]).toEqual(['xa-tan-hung', 'xa-tan-hung-moi'])
})

test('after the next merger every measure that adds up over units comes to the same on either map', async () => {
  const database = await merged()
  const units = await loadUnitRegistry(database.db)
  const { measures } = await loadRegistry()
  const additive = measures.filter((measure) => measure.units === 'sum')
  const told = [
    'phuong-pho-hien',
    'phuong-hong-chau',
    'xa-tan-hung',
    'phuong-hung-yen',
    'xa-tan-hung-moi',
    'phuong-hien-nam-11953',
  ]
  for (const [n, { id, domain }] of additive.map((measure) => ({ ...measure, domain: measure.id.split('.')[0] })).entries())
    await database.pool.query(
      `select append_to_ledger($1, null, array_fill(measure.id, array[6]), array_agg(unit.id), array_agg($4::timestamptz),
         array_fill(1, array[6]), array_agg(10 + array_position($3, unit.key) + $5), array_fill(1, array[6]), array['{}'::jsonb])
       from measure, unit where measure.code = $2 and unit.key = any($3::text[]) group by measure.id`,
      [domain, id, told, '2026-06-01T00:00:00+07:00', n],
    )
  const at = new Date('2027-02-01T00:00:00+07:00')
  for (const measure of additive) {
    const sum = async (geo: string) => {
      const roots = [...units.standing(geo)].filter(({ kind }) => kind === 'commune').map(({ id }) => id)
      const query = { roots, geo, span: parsePeriod('2026', at), at, asOf: null }
      const [values] = await readTerms(database.db, units, [{ measure, begun: false }], query)
      return values?.reduce((all, { value }) => all + value, 0)
    }
    const [before, after] = [await sum(LAST), await sum(FIRST)]
    expect(before, measure.id).toBeGreaterThan(0)
    expect(after, measure.id).toBeCloseTo(before as number, 6)
  }
})
