import { loadRegistry, loadUnitRegistry, momentOf, readByUnit, readIndicator, verify } from '@ioc/sql'
import { describe, expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { counts, filesIn, ingestFiles, realData } from './shared.ts'

const COMMUNES = /^hung_yen_104_communes\.csv$/
const ADDED_UP = { read: 104, inserted: 96, updated: 0, unchanged: 0, held: 8, rejected: 0 }

describe.skipIf(!realData('admin') || !realData('messy'))('the communes’ populations at the merger', () => {
  test('104 rows: 96 stored, 3 without a figure and 5 that cannot be true held with the reason; again changes nothing', async () => {
    const database = await hungYen()
    const files = filesIn('admin', COMMUNES)
    expect(counts(await ingestFiles(database, 'population-merger', files))).toEqual(ADDED_UP)
    const { rows } = await database.pool.query(
      `select reasons->0->>'code' as code, count(*)::int as n, min(reasons->0->>'message') as message from held_record
       group by 1 order by 1`,
    )
    expect(rows.map(({ code, n }) => [code, n])).toEqual([
      ['invalid_number', 3],
      ['too_few_people', 5],
    ])
    expect(rows[1].message).toMatch(
      /«dân số» không nhỏ hơn 3\.000\. Dòng này: «dân số» [\d.]+\. Một xã, phường sau sáp nhập không thể có ít người/,
    )
    expect(rows[0].message).toContain('«đang cập nhật»')
    expect(counts(await ingestFiles(database, 'population-merger', files))).toMatchObject({ inserted: 0, unchanged: 96 })
    expect((await verify(database.db)).differences).toEqual([])
  })

  test('the sum of the communes is 3.035.364 and never added to another source’s; a commune left out has no number', async () => {
    const database = await hungYen()
    await ingestFiles(database, 'population-merger', filesIn('admin', COMMUNES))
    const units = await loadUnitRegistry(database.db)
    const { indicator } = await loadRegistry()
    const moment = momentOf({}, new Date('2026-11-26T03:00:00Z'))
    const province = units.find('hung-yen').id
    expect((await readIndicator(database.db, units, indicator('population.people_merger'), province, moment)).value).toBe(
      3_035_364,
    )
    for (const other of ['population.people_police', 'population.people_statistics', 'population.people_merger_province']) {
      expect(await readIndicator(database.db, units, indicator(other), province, moment)).toMatchObject({
        value: null,
        state: 'missing',
      })
    }
    const communes = ['phuong-pho-hien', 'xa-dong-bang'].map((key) => units.find(key))
    const density = await readByUnit(database.db, units, indicator('population.commune_density'), communes, moment)
    expect(density.map(({ value }) => value && Math.round(value))).toEqual([3_208, null])
  })

  test.each(filesIn('messy', /^hung_yen_communes_/))('%s reads to the same facts', async (file) => {
    const facts = async (files: string[]) => {
      const database = await hungYen()
      expect(counts(await ingestFiles(database, 'population-merger', files))).toEqual(ADDED_UP)
      const { rows } = await database.pool.query(
        'select external_id, unit_id, as_of, source, figures from population_fact order by 1',
      )
      return rows
    }
    expect(await facts([file])).toEqual(await facts(filesIn('admin', COMMUNES)))
  })
})
