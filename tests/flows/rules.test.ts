import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  applyProvince,
  caughtByRule,
  changeRule,
  changesOf,
  compareConfigurations,
  type Database,
  dayOf,
  decideHeld,
  findFeed,
  findingsOfRun,
  findKind,
  findRun,
  keptConfiguration,
  loadCalendar,
  loadUnitRegistry,
  publishFeed,
  qualityOf,
  readConfiguration,
  rowsCaught,
  strayRules,
  writeConfiguration,
} from '@ioc/sql'
import { mendHeld } from '@ioc/workers/held'
import { prepareDraft, previewOf, tryRecords } from '@ioc/workers/making'
import { rehearseRule } from '@ioc/workers/rules'
import { reprocessFeed } from '@ioc/workers/testing'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'

// What becomes of rows that break a rule: the page kept out, the row held, or the row stored and listed. Nothing goes missing.

const KEY = 'population.population_report'
const FEED = {
  id: 'dan-so',
  title: { vi: 'Dân số', en: 'Population' },
  domain: 'population',
  kind: 'population_report',
  connector: 'file',
  settings: {},
  format: { kind: 'csv' },
  zone: 'Asia/Ho_Chi_Minh',
  promise: 86_400,
  owner: 'cong-an-tinh',
  map: {
    unit: { from: 'xa', required: true },
    form: { const: 'residents' },
    as_of: { from: 'ngay', as: 'day', required: true },
    source: { const: 'police' },
    people: { from: 'nguoi', as: 'integer' },
    households: { from: 'ho', as: 'integer' },
  },
}

interface Row {
  unit: string
  day: string
  people: number
  households: number
}

const csv = (rows: Row[]) =>
  ['xa,ngay,nguoi,ho', ...rows.map(({ unit, day, people, households }) => [unit, day, people, households].join(','))].join('\n')

let units: string[]
async function told(feed: object = FEED): Promise<Database> {
  const database = await hungYen()
  await database.db.transaction().execute((trx) => publishFeed(trx, feed as never, { after: null, by: 'Lan', note: null }))
  const { rows } = await database.pool.query<{ name: string }>(
    "select code as name from unit where kind = 'commune' and valid_to is null and code is not null order by code limit 40",
  )
  units = rows.map(({ name }) => name)
  return database
}

const kind = () => findKind('population', 'population_report')
const said = (over: Partial<Row> = {}): Row => ({
  unit: units[0] as string,
  day: '2026-10-31',
  people: 20_000,
  households: 6_000,
  ...over,
})
const impossible = (over: Partial<Row> = {}) => said({ people: 5, households: 6_000, ...over })

async function change(database: Database, rule: string, to: object, seen = {}): Promise<void> {
  await changeRule(database.db, await kind(), rule, { by: 'Lan', why: 'thử', seen, change: to })
}

async function stored({ pool }: Database): Promise<number> {
  return (await pool.query('select count(*)::int as n from population_fact')).rows[0].n
}

test('a rule that holds keeps its row and lets the others in; mended, the row goes in', async () => {
  const database = await told()
  const run = await takeFiles(database, 'dan-so', { 'a.csv': csv([said(), impossible({ unit: units[1] as string })]) })
  expect(run).toMatchObject({ status: 'done', read: 2, inserted: 1, held: 1 })
  const { rows } = await database.pool.query('select id, reasons from held_record')
  expect(rows[0].reasons).toEqual([
    {
      field: 'households',
      code: 'households_over_people',
      message:
        'Cư trú: «số hộ» không lớn hơn «nhân khẩu thường trú». Dòng này: «số hộ» 6.000, «nhân khẩu thường trú» 5. Soát lại và sửa tại nguồn, hoặc sửa ở đây rồi đưa vào.',
      en: expect.stringMatching(
        /^.*is at most.*\. This row: .*6,000.*\. Look again and mend it at the source, or mend it here and take it in\.$/,
      ),
    },
  ])
  expect(await rowsCaught(database.db, { kind: KEY, rule: 'households_over_people', skip: 0, limit: 10 })).toMatchObject([
    { did: 'hold', feed: 'dan-so', held: rows[0].id, status: 'held' },
  ])
  expect(await mendHeld(database, 'dan-so', [{ id: rows[0].id, edits: { nguoi: '18000' } }], 'Lan')).toMatchObject([
    { status: 'released' },
  ])
  expect(await stored(database)).toBe(2)
})

test('a rule that warns stores the row, and the run, its rows and the rule’s count say so', async () => {
  const database = await told()
  await change(database, 'households_over_people', { severity: 'warn' })
  const run = await takeFiles(database, 'dan-so', { 'a.csv': csv([said(), impossible({ unit: units[1] as string })]) })
  expect(run).toMatchObject({ status: 'done', inserted: 2, held: 0 })
  const { rows } = await database.pool.query('select warned, blocked from run where id = $1', [run.run])
  expect(rows).toEqual([{ warned: 1, blocked: 0 }])
  const found = await findingsOfRun(database.db, { run: run.run, severity: 'warn', skip: 0, limit: 10 })
  expect(found).toMatchObject([{ place: 2, reasons: [{ code: 'households_over_people' }] }])
  const ask = { month: dayOf(new Date()).slice(0, 7), count: 1, now: new Date(), feed: 'dan-so', under: 1 }
  const { feeds } = await qualityOf(database.db, await loadUnitRegistry(database.db), loadCalendar('hung-yen'), ask)
  expect(feeds[0]?.months[0]).toMatchObject({ right: { good: 1, of: 2 }, rows: { taken: 2, warned: 1 } })
  // Told again as it was, it is warned of no second time.
  await takeFiles(database, 'dan-so', { 'b.csv': csv([impossible({ unit: units[1] as string })]) })
  expect((await caughtByRule(database.db)).filter(({ kind }) => kind === KEY)).toEqual([
    { kind: KEY, rule: 'households_over_people', held: 0, warned: 1, blocked: 0 },
  ])
})

test('a rule that blocks keeps the whole page out, however many lots it has, and says which rule, how many rows and what to do', async () => {
  const database = await told()
  await change(database, 'households_over_people', { severity: 'block' })
  const many = Array.from({ length: 20_300 }, (_, n) => {
    const [unit, month] = [units[n % 40] as string, Math.floor(n / 40)]
    return said({ unit, day: new Date(Date.UTC(2025, 6, 1 + month)).toISOString().slice(0, 10) })
  })
  const bad = [
    impossible({ unit: units[1] as string, day: '2026-11-20' }),
    impossible({ unit: units[2] as string, day: '2026-11-20' }),
  ]
  const run = await takeFiles(database, 'dan-so', { 'lon.csv': csv([...many, ...bad]) })
  expect(run).toMatchObject({ status: 'failed', read: 0, inserted: 0, held: 0 })
  const { error } = await findRun(database.db, run.run)
  expect(error).toMatch(
    /chặn cả trang «lon.csv»: 2 dòng vi phạm, chưa đưa dòng nào .*«số hộ» không lớn hơn «nhân khẩu thường trú».* đổi mức của quy tắc ở «Quy tắc»/,
  )
  expect(await stored(database)).toBe(0)
  expect((await database.pool.query('select count(*)::int as n from held_record')).rows).toEqual([{ n: 0 }])
  const found = await findingsOfRun(database.db, { run: run.run, severity: 'block', skip: 0, limit: 10 })
  expect(found.map(({ place, reasons }) => [place, reasons[0]?.code])).toEqual(
    [20_301, 20_302].map((place) => [place, 'households_over_people']),
  )
  // Another page of the feed goes in.
  expect(await takeFiles(database, 'dan-so', { 'b.csv': csv([said()]) })).toMatchObject({ status: 'done', inserted: 1 })
})

test('a feed in the making is shown what the same rules would do with its rows', async () => {
  const database = await told()
  await change(database, 'households_over_people', { severity: 'warn' })
  await change(database, 'sexes_add_up', { severity: 'block' })
  const draft = { ...FEED, map: { ...FEED.map, male: { from: 'nam', as: 'integer' }, female: { from: 'nu', as: 'integer' } } }
  const lines = [said(), impossible({ unit: units[1] as string }), said({ unit: units[2] as string })]
  const body = csv(lines)
    .split('\n')
    .map((line, n) => line + [',nam,nu', ',,', ',2,3', ',1,1'][n])
    .join('\n')
  const page = { name: 'a.csv', body: Buffer.from(body), mediaType: 'text/csv', isWhole: true }
  const trial = await tryRecords(database, await prepareDraft(draft as never, 'dan-so'), page as never)
  const preview = previewOf(trial, await loadUnitRegistry(database.db))
  expect(preview).toMatchObject({ read: 3, facts: 2, held: 1, warned: 1, blocked: 1 })
  expect(preview.reasons.map(({ code, severity, count }) => [code, severity, count])).toEqual([
    ['sexes_add_up', 'block', 1],
    ['households_over_people', 'warn', 1],
  ])
  expect(await stored(database)).toBe(0)
})

test('a figure many times what its unit usually tells is held; confirmed by a person it goes in, and told again it is no news', async () => {
  const database = await told()
  const months = ['2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31']
  await takeFiles(database, 'dan-so', { 'a.csv': csv(months.map((day, n) => said({ day, people: 20_000 + n * 10 }))) })
  const jumped = csv([
    said({ day: '2026-09-30', people: 200_000 }),
    said({ unit: units[1] as string, day: '2026-09-30', people: 200_000 }),
  ])
  const run = await takeFiles(database, 'dan-so', { 'b.csv': jumped })
  // The other unit has no history to jump from.
  expect(run).toMatchObject({ inserted: 1, held: 1 })
  const { rows } = await database.pool.query('select id, reasons from held_record')
  expect(rows[0].reasons[0]).toMatchObject({ code: 'people_jump', field: 'people' })
  expect(rows[0].reasons[0].message).toMatch(/200\.000.*20\.015.*đúng thì đưa vào như đang có/)
  // Stored pages read again let nothing through that was kept back, nor what a person put aside.
  const feed = await findFeed(database.db, 'dan-so')
  const readAgain = async () => {
    const done = await reprocessFeed(database, { feed: 'dan-so', by: 'Lan' }, AbortSignal.timeout(60_000))
    const held = await database.pool.query('select status from held_record')
    return [done?.status, done?.inserted, done?.updated, held.rows]
  }
  expect(await readAgain()).toEqual(['done', 0, 0, [{ status: 'held' }]])
  const ids = [Number(rows[0].id)]
  await decideHeld(database.db, feed.id, { ids, action: 'dismiss', by: 'Lan', note: 'Gõ nhầm' })
  expect(await readAgain()).toEqual(['done', 0, 0, [{ status: 'dismissed' }]])
  await decideHeld(database.db, feed.id, { ids, action: 'reopen', by: 'Lan' })
  expect(await mendHeld(database, 'dan-so', [{ id: rows[0].id, edits: {} }], 'Lan')).toMatchObject([{ status: 'released' }])
  expect(await takeFiles(database, 'dan-so', { 'c.csv': `${jumped}\n` })).toMatchObject({ unchanged: 2, held: 0 })
})

const INCIDENTS = {
  ...FEED,
  id: 'su-co',
  domain: 'security',
  kind: 'incident',
  map: {
    code: 'ma',
    unit: 'xa',
    severity: { const: 'low' },
    type: { const: 'malware' },
    detected_at: { from: 'luc', as: 'instant' },
  },
}
const incident = (code: string, minute: number) =>
  `${code},H31.05,${new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString()}`

test('what is alike in two lots of a page is caught, though the first is still being written when the second is read', async () => {
  const database = await told(INCIDENTS)
  // Writing takes its time, so that the next lot is ready before this one is stored.
  await database.pool.query(`
    create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(1.5); return null; end $$;
    create trigger slowly before insert on security_incident_fact for each statement execute function slowly()`)
  const lines = Array.from({ length: 10_000 }, (_, n) => incident(`B${n}`, n))
  const run = await takeFiles(database, 'su-co', { 'a.csv': ['ma,xa,luc', ...lines, incident('A', 9_999)].join('\n') })
  expect(run).toMatchObject({ status: 'done', inserted: 10_001 })
  const found = await findingsOfRun(database.db, { run: run.run, severity: 'warn', skip: 0, limit: 10 })
  expect(found.map(({ record }) => record)).toEqual(['A'])
})

test('a rehearsal counts of two alike the one that came second, as a run does', async () => {
  const database = await told(INCIDENTS)
  await takeFiles(database, 'su-co', { 'a.csv': ['ma,xa,luc', incident('B', 1), incident('C', 2)].join('\n') })
  await takeFiles(database, 'su-co', { 'b.csv': ['ma,xa,luc', incident('A', 1)].join('\n') })
  const rehearsal = await rehearseRule(database, await findKind('security', 'incident'), 'same_incident', {})
  expect(rehearsal).toMatchObject({ read: 3, caught: 1, rows: [{ page: { name: 'b.csv' }, record: 'A' }] })
})

test('a rule of one form holds its reports against those of that form alone, by what they count too', async () => {
  const database = await told()
  const more = [{ id: 'same_people', form: 'residents', duplicate: ['unit_id', 'people'] }]
  await database.pool.query('insert into rule_set (key, spec) values ($1, $2)', [KEY, JSON.stringify({ id: KEY, set: {}, more })])
  const { id: _, ...others } = FEED
  const territory = { ...others, id: 'dan-cu', map: { ...FEED.map, form: { const: 'territory' } } }
  await database.db.transaction().execute((trx) => publishFeed(trx, territory as never, { after: null, by: 'Lan', note: null }))
  await takeFiles(database, 'dan-cu', { 'a.csv': csv([said({ day: '2026-08-31', households: 1 })]) })
  expect(await takeFiles(database, 'dan-so', { 'b.csv': csv([said({ day: '2026-09-30' })]) })).toMatchObject({
    inserted: 1,
    held: 0,
  })
  expect(await takeFiles(database, 'dan-so', { 'c.csv': csv([said()]) })).toMatchObject({ inserted: 0, held: 1 })
  const { rows } = await database.pool.query('select reasons from held_record')
  expect(rows[0].reasons[0]).toMatchObject({ code: 'same_people' })
})

test('stored pages read again are warned of what they now say, once', async () => {
  const database = await told()
  await change(database, 'households_over_people', { severity: 'warn' })
  await takeFiles(database, 'dan-so', { 'a.csv': csv([said(), said({ unit: units[1] as string, people: 7_000 })]) })
  expect((await caughtByRule(database.db)).filter(({ kind }) => kind === KEY)).toEqual([])
  // Whoever configured it had taken one column for the other.
  const swapped = { ...FEED, map: { ...FEED.map, people: FEED.map.households, households: FEED.map.people } }
  await database.pool.query("update feed set spec = $1 where key = 'dan-so'", [JSON.stringify(swapped)])
  const again = () => reprocessFeed(database, { feed: 'dan-so', by: 'Lan' }, AbortSignal.timeout(60_000))
  const run = await again()
  expect(run).toMatchObject({ status: 'done', updated: 2 })
  const found = await findingsOfRun(database.db, { run: run?.run ?? 0, severity: 'warn', skip: 0, limit: 10 })
  expect(found).toMatchObject(
    [1, 2].map((place) => ({ page: { name: 'a.csv' }, place, reasons: [{ code: 'households_over_people' }] })),
  )
  expect((await database.pool.query('select warned from run where id = $1', [run?.run])).rows).toEqual([{ warned: 2 }])
  await again()
  expect(await caughtByRule(database.db)).toMatchObject([{ warned: 2 }])
})

test('what the province made of rules the product has no more is left out and told; everything else is asked as ever', async () => {
  const database = await told()
  const few = { id: 'few_people', form: 'residents', range: { field: 'people', least: 3_000 } }
  const more = [few, { ...few, id: 'sexes_add_up' }, { ...few, id: 'of_old', range: { field: 'khong_con', least: 1 } }]
  const set = {
    da_bo: { off: true },
    people_jump: { most: 3 },
    unknown_unit: { severity: 'warn' },
    sexes_add_up: { severity: 'block' },
  }
  await database.pool.query(
    "insert into rule_set (key, spec, kept_in) values ($1, $2, 'console'), ('population.da_bo', '{}', 'console')",
    [KEY, JSON.stringify({ id: KEY, set, more })],
  )
  const run = await takeFiles(database, 'dan-so', {
    'a.csv': csv([said(), said({ unit: units[1] as string, people: 2_000, households: 900 })]),
  })
  expect(run).toMatchObject({ status: 'done', inserted: 1, held: 1 })
  const strays = (await strayRules(database.db)).map(({ kind, rule }) => `${kind} ${rule}`)
  expect(strays.sort()).toEqual(
    [
      'population.da_bo ',
      ...['da_bo', 'of_old', 'people_jump', 'sexes_add_up', 'unknown_unit'].map((rule) => `${KEY} ${rule}`),
    ].sort(),
  )
  // A rule may be changed beside them, and one that had strayed is mended by that.
  await change(database, 'people_jump', { times: 9 })
  expect((await strayRules(database.db)).map(({ rule }) => rule)).not.toContain('people_jump')
})

test('a feed whose configuration does not hold together has a failed run to show for the file it was given', async () => {
  const database = await told()
  await database.pool.query("update feed set spec = jsonb_set(spec, '{map,people,as}', '\"khong_co\"') where key = 'dan-so'")
  const run = await takeFiles(database, 'dan-so', { 'a.csv': csv([said()]) })
  expect(run).toMatchObject({ status: 'failed', read: 0 })
  expect(await findRun(database.db, run.run)).toMatchObject({ status: 'failed', error: expect.stringContaining('map.people') })
})

test('what is alike under another id is caught once: the first by id stands, whatever the order', async () => {
  const rows = ['B', 'A', 'C'].map((code) => `${code},H31.05,2026-11-20T08:00:00+07:00`)
  for (const order of [rows, rows.toReversed()]) {
    const database = await told(INCIDENTS)
    const run = await takeFiles(database, 'su-co', { 'a.csv': ['ma,xa,luc', ...order].join('\n') })
    expect(run).toMatchObject({ status: 'done', inserted: 3 })
    const found = await findingsOfRun(database.db, { run: run.run, severity: 'warn', skip: 0, limit: 10 })
    expect(found.map(({ record }) => record).sort()).toEqual(['B', 'C'])
    const later = await takeFiles(database, 'su-co', { 'b.csv': `ma,xa,luc\n0,H31.05,2026-11-20T08:00:00+07:00\n${rows[0]}` })
    const again = await findingsOfRun(database.db, { run: later.run, severity: 'warn', skip: 0, limit: 10 })
    expect(again.map(({ record }) => record)).toEqual(['0'])
  }
})

/** More than twice the middle of the up to eight before it, or less than half, where there are three. */
function isJump({ unit, day, people }: Row, rows: Row[]): boolean {
  const before = rows.filter((each) => each.unit === unit && each.day < day).toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const last = before
    .slice(-8)
    .map((each) => each.people)
    .sort((a, b) => a - b)
  if (last.length < 3) return false
  const usual = ((last[(last.length - 1) >> 1] as number) + (last[last.length >> 1] as number)) / 2
  return Math.max(people, usual) >= 1_000 && Math.max(people, usual) > 2 * Math.min(people, usual)
}

test('every row is counted once, stored, held or kept out with its page, whatever the severities and the order', async () => {
  const database = await told()
  const severity = fc.constantFrom('block', 'hold', 'warn')
  const row = fc.record({
    unit: fc.integer({ min: 0, max: 2 }),
    month: fc.integer({ min: 1, max: 9 }),
    people: fc.constantFrom(5, 900, 20_000, 90_000),
    households: fc.constantFrom(3, 6_000),
  })
  let file = 0
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(row, { minLength: 1, maxLength: 30, selector: ({ unit, month }) => `${unit} ${month}` }),
      severity,
      fc.boolean(),
      async (rows, households, isReversed) => {
        await database.pool.query('delete from rule_set; delete from held_record; delete from rule_finding')
        await database.pool.query('delete from population_fact')
        if (households !== 'hold') await change(database, 'households_over_people', { severity: households })
        const lines = rows.map(({ unit, month, ...rest }) =>
          said({ unit: units[unit] as string, day: `2026-0${month}-15`, ...rest }),
        )
        const broken = lines.filter((each) => each.households > each.people)
        const run = await takeFiles(database, 'dan-so', { [`${file++}.csv`]: csv(isReversed ? lines.toReversed() : lines) })
        const counted = (
          await database.pool.query(
            'select read, inserted, updated, unchanged, held, rejected, warned, blocked from run where id = $1',
            [run.run],
          )
        ).rows[0]
        if (households === 'block' && broken.length > 0) {
          expect(run.status).toBe('failed')
          expect(counted).toMatchObject({ read: 0, held: 0, blocked: broken.length })
          expect(await stored(database)).toBe(0)
          return
        }
        expect(counted.read).toBe(lines.length)
        expect(counted.inserted + counted.held).toBe(lines.length)
        expect(await stored(database)).toBe(counted.inserted)
        const { rows: held } = await database.pool.query('select reasons from held_record')
        expect(held).toHaveLength(counted.held)
        const sound = households === 'hold' ? lines.filter((each) => !broken.includes(each)) : lines
        const jumped = sound.filter((each) => isJump(each, sound))
        expect(counted.held).toBe(jumped.length + lines.length - sound.length)
        const codes = held.map(({ reasons }) => reasons[0].code).sort()
        expect(codes).toEqual([
          ...lines.filter((each) => !sound.includes(each)).map(() => 'households_over_people'),
          ...jumped.map(() => 'people_jump'),
        ])
        if (households === 'warn') {
          const found = await findingsOfRun(database.db, { run: run.run, severity: 'warn', skip: 0, limit: 200 })
          expect(found).toHaveLength(counted.warned)
          expect(counted.warned).toBeLessThanOrEqual(broken.length)
        }
      },
    ),
    { numRuns: 25 },
  )
})

test('a rule is rehearsed on what came last before it is changed, and who changed it is written down', async () => {
  const database = await told()
  await takeFiles(database, 'dan-so', {
    'a.csv': csv([said(), said({ unit: units[1] as string, people: 2_000, households: 1_900 })]),
  })
  expect(await rehearseRule(database, await kind(), 'households_over_people', {})).toMatchObject({ read: 2, caught: 0, rows: [] })
  expect(await rehearseRule(database, await kind(), 'people_jump', { times: 3 })).toMatchObject({ read: 2, caught: 0 })
  const before = await stored(database)
  await takeFiles(database, 'dan-so', { 'b.csv': csv([impossible({ unit: units[2] as string })]) })
  // What it does is not asked, only what it would catch.
  const rehearsal = await rehearseRule(database, await kind(), 'households_over_people', { off: true, severity: 'warn' })
  expect(rehearsal).toMatchObject({ read: 3, caught: 1, rows: [{ feed: 'dan-so', page: { name: 'b.csv' }, place: 1 }] })
  expect(await stored(database)).toBe(before)
  // Bounds that cross are refused in words, tried as well as kept.
  const density = await findKind('population', 'population_report')
  const wide = density.rules.find(({ range }) => range?.least !== undefined && range.most !== undefined)
  expect(wide).toBeDefined()
  const crossing = { least: 9, most: 3 }
  await expect(rehearseRule(database, density, wide?.id ?? '', crossing)).rejects.toThrow('«Không nhỏ hơn» (9) đang lớn hơn')
  await expect(change(database, wide?.id ?? '', crossing)).rejects.toThrow('«Không nhỏ hơn» (9) đang lớn hơn')
  await change(database, 'people_jump', { off: true })
  await change(database, 'people_jump', { off: false, times: 5 }, { off: true })
  await expect(change(database, 'people_jump', { times: 9 })).rejects.toThrow('Có người vừa đổi')
  await expect(change(database, 'unknown_unit', { severity: 'warn' })).rejects.toThrow('chỉ có thể giữ lại hoặc chặn')
  await expect(change(database, 'people_jump', { times: 5 }, { times: 5 })).rejects.toThrow('Chưa có gì khác')
  expect(await changesOf(database.db, KEY, 'people_jump')).toMatchObject([
    { by: 'Lan', why: 'thử', before: { off: true }, after: { times: 5 } },
    { by: 'Lan', before: {}, after: { off: true } },
  ])
})

test('a province’s rules are part of its configuration: changed in files, kept over them in the console, carried away whole', async () => {
  const database = await told()
  const path = mkdtempSync(join(tmpdir(), 'ioc-rules-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  const kept = await keptConfiguration(database.db)
  const more = [{ id: 'few_people', form: 'residents', range: { field: 'people', least: 3_000 } }]
  const rules = [{ id: KEY, set: { people_jump: { off: true } }, more }]
  writeConfiguration({ ...kept, rules: rules as never }, path)
  const given = readConfiguration(path)
  expect(compareConfigurations(kept, given).map(({ path }) => path)).toEqual([`rules/${KEY}`])
  await applyProvince(database, given)
  const run = await takeFiles(database, 'dan-so', { 'a.csv': csv([said({ people: 2_000, households: 900 })]) })
  expect(run).toMatchObject({ held: 1 })
  await change(database, 'few_people', { least: 1_000 })
  await applyProvince(database, given)
  expect((await keptConfiguration(database.db)).rules).toMatchObject([{ set: { few_people: { least: 1_000 } } }])
  await applyProvince(database, given, 'command')
  expect((await keptConfiguration(database.db)).rules).toMatchObject([{ set: { people_jump: { off: true } } }])
  for (const wrong of [{ nothing: { off: true } }, { people_jump: { most: 3 } }, { unknown_unit: { off: true } }]) {
    const broken = { ...given, rules: [{ id: KEY, set: wrong, more: [] }] }
    await expect(applyProvince(database, broken as never, 'command')).rejects.toThrow(`rules/${KEY}`)
  }
})
