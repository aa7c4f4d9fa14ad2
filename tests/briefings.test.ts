import { fork } from 'node:child_process'
import {
  applyProvince,
  askForBriefing,
  type Database,
  findMade,
  heldWith,
  issueDirective,
  listMade,
  loadCalendar,
  loadDomains,
  loadProvince,
  loadUnitRegistry,
  makeNextBriefing,
  noteOccasions,
  openQuestion,
  type Province,
  readBriefingFile,
  readIndicator,
  registryAsOf,
  setEmbargo,
  tryBriefingAgain,
  wholeBuckets,
} from '@ioc/sql'
import { drawBriefing } from '@ioc/workers/testing'
import { expect, onTestFinished, test } from 'vitest'
import { askAll, onlyRules } from './support/alerts.ts'
import { serve, until } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { PLAN } from './support/escalation.ts'
import { headsOf, packed, pagesOf, tablesIn, tablesOf } from './support/papers.ts'
import { figure, heard } from './support/sources.ts'

// Reports the house makes by itself: what stands in one, that it stays so, that it is made once, and what is never in it.

const DAILY = 'bao-cao-ngay'
const DAY_MS = 86_400_000
const today = () => Math.floor((Date.now() + 7 * 3_600_000 - Date.parse('2026-01-01T00:00:00Z')) / DAY_MS)
const day = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)

/** Dossiers of a dozen communes, some overdue; budget figures; alerts and an order. */
async function province(): Promise<Database> {
  const database = await hungYen()
  const { rows } = await database.pool.query(
    "select id from unit where kind = 'commune' and valid_to is null order by key limit 12",
  )
  const drafts = rows.flatMap(({ id }, place) =>
    Array.from({ length: 12 }, (_, n) => {
      const received = Math.max(0, today() - 20 - n)
      return dossier({
        id: `${id}-${n}`,
        unit: id,
        received,
        finished: n % 4 === 0 ? null : received + (n % (2 + place) === 0 ? 9 : 3),
      })
    }),
  )
  await commit(database, await openRun(database, 'dossiers-sim'), drafts)
  await figure(database, { asOf: day(), amount: 1_234_567_891_234 })
  await heard(database, new Date())
  const house = await onlyRules(database, {
    id: 'overdue',
    title: { vi: 'Hồ sơ quá hạn của xã', en: 'Overdue dossiers' },
    indicators: ['dossiers.overdue'],
    kinds: ['commune'],
    when: { is: 'threshold', levels: { warn: 0.5 } },
  })
  await askAll(house, new Date())
  const order = { body: '', issuedBy: 'Phó Chủ tịch', unit: 'van-phong-ubnd', beside: [], workingDays: 1, by: 'Hoa' }
  await issueDirective(house, PLAN, { ...order, title: 'Giải quyết hết hồ sơ quá hạn' }, new Date(Date.now() - 9 * DAY_MS))
  return database
}

async function made(database: Database, id: number) {
  while ((await makeNextBriefing(database, drawBriefing)) !== null);
  const found = await findMade(database.db, id)
  if (!found.document) throw new Error(`not made: ${found.reason}`)
  return { ...found, document: found.document }
}

const WEEKLY = 'bao-cao-tuan'
const firstOf = (text: unknown) => String(text).split('\n')[0]
const figuresOf = (document: Parameters<typeof tablesOf>[0]) => tablesOf(document)[0]?.slice(1) ?? []

test('a report says what every indicator read at its instant, in its PDF and workbook too, and never anything else afterwards', async () => {
  const database = await province()
  const id = await askForBriefing(database.db, DAILY, 'Lan')
  const { document, asOf, simulated, files } = await made(database, id)
  const units = await loadUnitRegistry(database.db)
  const read = async (indicator: string) => {
    const question = await openQuestion(database.db, units, { indicator, unit: 'hung-yen', asOf: asOf.toISOString() })
    return readIndicator(database.db, question.units, question.indicator, question.unit.id, question.moment, question.span)
  }
  const { briefings } = loadProvince('hung-yen')
  const section = briefings.find((each) => each.id === DAILY)?.sections[0]
  const asked = section?.kind === 'figures' ? section.figures : []
  expect(figuresOf(document)).toHaveLength(asked.length)
  for (const [place, { indicator }] of asked.entries()) {
    const { value } = await read(indicator)
    const scaled = indicator === 'budget.revenue' && value !== null ? value / 1e9 : value
    expect(figuresOf(document)[place]?.[3], indicator).toBe(scaled ?? '–')
  }
  expect(simulated).toBe(true)
  const words = JSON.stringify(document)
  expect(words).toContain('1.234,6')
  expect(words).toContain('Hồ sơ quá hạn (12 nơi)')
  expect(words).toContain('Giải quyết hết hồ sơ quá hạn')
  expect(words).toContain('12 cảnh báo đang mở thuộc phạm vi phổ biến của báo cáo')

  // The workbook, cell by cell.
  expect(files.map(({ format }) => format)).toEqual(['pdf', 'xlsx'])
  expect(tablesIn(await readBriefingFile(database.db, id, 'xlsx'))).toEqual(tablesOf(document))

  // The PDF: every word of every cell with its marks, the number of the page from the second on, and on each page that it is simulated.
  const pages = await pagesOf(await readBriefingFile(database.db, id, 'pdf'))
  const whole = pages.join('')
  for (const block of document.blocks)
    for (const text of block.kind === 'table' ? block.rows.flat().map((cell) => cell.text) : [block.text])
      expect(whole).toContain(packed(text))
  for (const text of [
    document.subject,
    document.asOf,
    document.number,
    `${document.place}, ${document.day}`,
    ...document.recipients,
  ])
    expect(whole).toContain(packed(text))
  expect(whole).toContain('CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM')
  expect(pages.length).toBeGreaterThan(1)
  const heads = await headsOf(await readBriefingFile(database.db, id, 'pdf'))
  expect(heads).toEqual(pages.map((_, place) => (place === 0 ? 'SỐ LIỆU MÔ PHỎNG' : `${place + 1} SỐ LIỆU MÔ PHỎNG`)))

  // What comes later changes nothing of it, nor can anybody.
  const unit = units.find('phuong-pho-hien').id
  await commit(database, await openRun(database, 'dossiers-sim'), [dossier({ id: 'later', unit, received: 10 })])
  expect((await findMade(database.db, id)).document).toEqual(document)
  await expect(database.pool.query('update briefing_made set number = 7 where id = $1', [id])).rejects.toThrow('stays as it is')
  await expect(database.pool.query('delete from briefing_file')).rejects.toThrow('append-only')
})

test('what is counted over days is told of the report’s own, and what is of others says of which under its name', async () => {
  const database = await province()
  const { document, asOf, id } = await made(database, await askForBriefing(database.db, WEEKLY, 'Lan'))
  const back = (days: number) => new Date(asOf.getTime() + 7 * 3_600_000 - days * DAY_MS).toISOString().slice(0, 10)
  const period = `${back(7)}..${back(1)}`
  expect(document.subject).toContain(back(7).split('-').reverse().join('/'))
  const units = await loadUnitRegistry(database.db)
  const over = async (indicator: string) => {
    const asked = { indicator, unit: 'hung-yen', period, asOf: asOf.toISOString() }
    const question = await openQuestion(database.db, units, asked)
    return (
      await readIndicator(database.db, question.units, question.indicator, question.unit.id, question.moment, question.span)
    ).value
  }
  const rows = tablesOf(document).flatMap((table) => table.slice(1))
  const said = (name: string) => rows.find((row) => row[1] === name)?.[3]
  expect(said('Tiếp nhận')).toBe(await over('dossiers.received_month'))
  expect(said('Đã giải quyết')).toBe(await over('dossiers.completed_month'))
  const names = rows.map((row) => row[1])
  expect(names).toContain('Hồ sơ quá hạn\n(hiện tại)')
  expect(names).toContain(`Thu ngân sách trên địa bàn, lũy kế năm\n(lũy kế năm ${day().slice(0, 4)})`)
  expect(tablesIn(await readBriefingFile(database.db, id, 'xlsx'))).toEqual(tablesOf(document))
  expect((await pagesOf(await readBriefingFile(database.db, id, 'pdf'))).join('')).toContain(packed('(hiện tại)'))

  const daily = await made(database, await askForBriefing(database.db, DAILY, 'Lan'))
  // On the first of a month what is told of the month is of the report’s own day.
  const month = day().endsWith('-01') ? '' : `\n(tháng ${Number(day().slice(5, 7))}/${day().slice(0, 4)})`
  expect(figuresOf(daily.document).map(([, name]) => name)).toContain(`Tiếp nhận trong tháng${month}`)
})

test('before anything was recorded here a report is set beside what its sources have told of then since, and says so', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('phuong-pho-hien').id
  const run = await openRun(database, 'dossiers-sim')
  const version = (day: number) => Date.parse('2026-01-01T02:00:00Z') + day * DAY_MS
  const told = (id: string, at: number, received: number) =>
    commit(database, run, [dossier({ id, unit, received, version: version(at) })], { knownBySource: true })
  await told('old', today() - 60, today() - 60)
  await told('more', today() - 1, today() - 30)
  await heard(database, new Date())
  await database.pool.query("update run set started_at = now() - interval '90 days'")
  const { document } = await made(database, await askForBriefing(database.db, WEEKLY, 'Lan'))
  const overdue = figuresOf(document).find(([, name]) => firstOf(name) === 'Hồ sơ quá hạn')
  expect(overdue?.[3]).toBe(2)
  // The report before was due at some time of the last seven days.
  expect([1, 2]).toContain(overdue?.[4])
  const words = JSON.stringify(document)
  expect(words).toMatch(/Kỳ trước: số liệu biết đến [^.]*, dựng lại từ những gì nguồn báo về sau/)
  expect(tablesOf(document).flat()).toContainEqual(['1', 'Phường Phố Hiến', 1, 2, 1, 'Đủ dữ liệu'])
  expect(words).toMatch(/Hồ sơ quá hạn: so với số liệu biết đến [^.]*, dựng lại từ những gì nguồn báo về sau/)
})

test('two alerts that would read alike name their domain too, and what a promise measured has the unit of its indicator', async () => {
  const database = await hungYen()
  const open = (subject: string, domain: string | null, measured: number) =>
    database.pool.query(
      `with opened as (
         insert into alert (rule, watch, subject, domain, status, level, peak, measured, since, fired_at)
         values ('late', $1, $1, $2, 'firing', 'warn', 'warn', $3, now(), now()) returning id
       ) insert into alert_event (alert_id, at, kind, level, measured) select id, now(), 'fired', 'warn', $3 from opened`,
      [subject, domain, measured],
    )
  await open('press_replies.overdue_share', 'press_replies', 74.1)
  await open('social.overdue_share', 'social', 99.1)
  await open('dossiers.full_online_share', 'dossiers', 47.9)
  await open('clause:muc-quoc-gia-2025/dung-han', null, 94.7)
  const { document } = await made(database, await askForBriefing(database.db, WEEKLY, 'Lan'))
  const rows = tablesOf(document).flatMap((table) => (table[0]?.[1] === 'Việc' ? table.slice(1) : []))
  const said = new Map(rows.map(([, name, , measured]) => [name, measured]))
  const domains = (await loadDomains()).map(({ pack }) => pack)
  const titled = (id: string) => domains.find((each) => each.id === id)?.title.vi
  expect(said).toEqual(
    new Map([
      [`Quá hạn trong số bài chờ phản hồi, ${titled('press_replies')}`, '74,1 %'],
      [`Quá hạn trong số bài chờ phản hồi, ${titled('social')}`, '99,1 %'],
      ['Hồ sơ trực tuyến toàn trình', '47,9 %'],
      ['Hồ sơ giải quyết đúng hạn từ 98% trở lên', '94,7 %'],
    ]),
  )
})

test('however long what stands before it is, a heading is on the page of what it is of, and so is every line of a row', async () => {
  const [line, heading, after] = ['Một dòng.', 'ĐỀ MỤC', 'Câu sau đề mục']
  for (let lines = 20; lines <= 32; lines++) {
    const { pdf } = await drawBriefing({
      ...{ over: null, body: 'Văn phòng', number: 'Số: 01/BC-VP', place: 'Hưng Yên', day: 'ngày 30 tháng 11 năm 2026' },
      ...{ subject: 'Tình hình', asOf: 'Số liệu tính đến nay', late: null, simulated: false, opening: null, closing: null },
      ...{ recipients: ['Lưu: VT.'], signer: { titles: ['CHÁNH VĂN PHÒNG'], name: null } },
      blocks: [
        ...Array.from({ length: lines }, () => ({ kind: 'paragraph' as const, text: line })),
        { kind: 'heading', text: heading },
        { kind: 'paragraph', text: after },
        {
          ...{ kind: 'table', name: 'Bảng', columns: [{ title: 'Cột', align: 'left', width: 1 }] },
          rows: Array.from({ length: 30 }, (_, row) => [{ text: `đầu${row}.\ncuối${row}.` }]),
        },
      ],
    })
    const pages = await pagesOf(pdf)
    const on = (text: string) => pages.findIndex((page) => page.includes(packed(text)))
    expect(on(after), `${lines} lines`).toBe(on(heading))
    for (let row = 0; row < 30; row++) expect(on(`cuối${row}.`), `row ${row}`).toBe(on(`đầu${row}.`))
    expect(
      pages
        .slice(on('đầu0.'))
        .filter((page) => page.includes('đầu'))
        .every((page) => page.includes('Cột')),
    ).toBe(true)
  }
})

test('however long a report is, who signs is on the page of its last sentence, and never on one alone', async () => {
  const line = { kind: 'paragraph', text: 'Một dòng.' } as const
  for (let lines = 22; lines <= 34; lines++) {
    const { pdf } = await drawBriefing({
      ...{ over: null, body: 'Văn phòng', number: 'Số: 01/BC-VP', place: 'Hưng Yên', day: 'ngày 30 tháng 11 năm 2026' },
      ...{ subject: 'Tình hình', asOf: 'Số liệu tính đến nay', late: null, simulated: false, opening: null },
      ...{ recipients: ['Lưu: VT.'], signer: { titles: ['CHÁNH VĂN PHÒNG'], name: null } },
      closing: 'Trên đây là báo cáo./.',
      blocks: Array.from({ length: lines }, () => line),
    })
    const pages = await pagesOf(pdf)
    const on = (text: string) => pages.findIndex((page) => page.includes(packed(text)))
    const last = on('Trên đây là báo cáo')
    expect([on('CHÁNH VĂN PHÒNG'), on('Lưu: VT.')], `${lines} lines`).toEqual([last, last])
  }
})

test('made late it has the figures of its hour, beside those of the report before, and says that it is late', async () => {
  const database = await province()
  const noted = async (asOf: Date) => {
    const { rows } = await database.pool.query(
      'insert into briefing_made (briefing, occasion, as_of) values ($1, $2, $2) returning id',
      [DAILY, asOf],
    )
    return rows[0].id as number
  }
  const { rows } = await database.pool.query("select date_trunc('milliseconds', clock_timestamp()) + interval '1 ms' as now")
  await new Promise((done) => setTimeout(done, 20))
  const unit = (await loadUnitRegistry(database.db)).find('phuong-pho-hien').id
  await commit(database, await openRun(database, 'dossiers-sim'), [dossier({ id: 'later', unit, received: 10 })])
  const at = await made(database, await noted(rows[0].now))
  const now = await made(database, await askForBriefing(database.db, DAILY, 'Lan'))
  const overdue = (document: typeof now.document) =>
    figuresOf(document).find(([, title]) => firstOf(title) === 'Hồ sơ quá hạn')?.[3]
  expect([overdue(at.document), overdue(now.document)]).toEqual([36, 37])
  expect(at.document.late).toBeNull()

  // An instance that was down for days: every working day of the last seven, each once, each saying so.
  await database.pool.query("update briefing set cadence_since = now() - interval '30 days'")
  const calendar = loadCalendar('hung-yen')
  const looks = new Date('2026-09-03T03:00:00Z')
  expect(await noteOccasions(database.db, calendar, looks)).toBe(0)
  await database.pool.query("update briefing set cadence_since = '2026-08-01' where key = $1", [DAILY])
  await Promise.all([noteOccasions(database.db, calendar, looks), noteOccasions(database.db, calendar, looks)])
  const missed = (await listMade(database.db, { briefing: DAILY, limit: 50 })).filter(({ status }) => status === 'waiting')
  // 31 August to 2 September are off.
  expect(missed.map(({ occasion }) => occasion?.toISOString()).sort()).toEqual([
    '2026-08-28T00:00:00.000Z',
    '2026-09-03T00:00:00.000Z',
  ])
  const late = await made(database, missed[0]?.id as number)
  expect(late.late).toBe(true)
  expect(late.document.late).toContain('lập muộn')
  expect(late.document.asOf).toContain('07 giờ 00 phút, ngày')
})

test('however many make reports and whichever are killed with -9, each is made once, and numbers follow each other without a gap', async () => {
  const database = await hungYen()
  const maker = () => {
    const child = fork(new URL('./support/briefer.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, DATABASE_URL: database.url },
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }
  await database.pool.query(
    "insert into briefing_made (briefing, occasion, as_of) select $1, at, at from generate_series(now() - interval '8 hours', now() - interval '1 hour', interval '1 hour') at",
    [DAILY],
  )
  const count = async () =>
    (await database.pool.query("select count(*)::int as n from briefing_made where status = 'made'")).rows[0].n
  const makers = [maker(), maker()]
  for (const round of [1, 3]) {
    await until('some are made', async () => (await count()) >= round, 60)
    makers.pop()?.kill('SIGKILL')
    makers.push(maker())
  }
  await until('all are made', async () => (await count()) === 8, 60)
  const { rows } = await database.pool.query(
    'select number, (select count(*)::int from briefing_file where made = briefing_made.id) as files from briefing_made order by number',
  )
  expect(rows).toEqual(Array.from({ length: 8 }, (_, n) => ({ number: n + 1, files: 2 })))
}, 180_000)

test('one that fails is kept with its reason and made once it can be; nothing of it is left half', async () => {
  const database = await hungYen()
  const { rows } = await database.pool.query(
    "insert into briefing_made (briefing, occasion, as_of) values ($1, now() - interval '1 minute', now() - interval '1 minute') returning id",
    [DAILY],
  )
  const id: number = rows[0].id
  await makeNextBriefing(database, () => Promise.reject(new Error('Hết chỗ trên đĩa')))
  expect(await findMade(database.db, id)).toMatchObject({
    ...{ status: 'failed', reason: 'Hết chỗ trên đĩa', tries: 1, document: null, number: null, files: [] },
    nextTryAt: expect.any(Date),
  })
  expect(await makeNextBriefing(database, drawBriefing)).toBeNull()
  const { url } = await serve(database)
  const answer = await fetch(`${url}/api/briefings/made/${id}/pdf`)
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('chưa lập xong')])
  await tryBriefingAgain(database.db, id)
  expect(await makeNextBriefing(database, drawBriefing)).toBe(id)
  expect(await findMade(database.db, id)).toMatchObject({ status: 'made', number: 1, reason: null })
  await expect(tryBriefingAgain(database.db, id)).rejects.toThrow('không ở trạng thái lỗi')
  await expect(askForBriefing(database.db, 'none', 'Lan')).rejects.toThrow('Không có báo cáo')
})

/** Budget figures are internal; no other number of the house has these digits. */
const SECRET = 8_765_432_109_876
const digits = (text: string) => text.replace(/\D/g, '')

async function leaks(database: Database, id: number): Promise<boolean> {
  const pdf = (await pagesOf(await readBriefingFile(database.db, id, 'pdf'))).join(' ')
  const xlsx = JSON.stringify([...tablesIn(await readBriefingFile(database.db, id, 'xlsx'))])
  const { document } = await findMade(database.db, id)
  return [JSON.stringify(document), xlsx, pdf].some((text) => digits(text).includes('87654') || text.includes('8.765,4'))
}

test('a figure before its hour of release is in no report, one made late of that instant included', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-10-31', amount: 1e12 })
  await figure(database, { asOf: day(), amount: SECRET })
  await heard(database, new Date())
  const held = heldWith(await registryAsOf(database.db, null), 'budget.revenue')
  const until = new Date(Date.now() + 4_000)
  await setEmbargo(database.db, held, {
    span: wholeBuckets(held, { from: '2026-11-01', to: day() }),
    until,
    why: 'họp',
    by: 'Lan',
  })
  const asked = await askForBriefing(database.db, DAILY, 'Lan')
  await new Promise((done) => setTimeout(done, until.getTime() - Date.now() + 200))
  const { document } = await made(database, asked)
  expect(JSON.stringify(document)).toContain('1.000,0')
  expect(await leaks(database, asked)).toBe(false)
  const after = await askForBriefing(database.db, DAILY, 'Lan')
  await made(database, after)
  expect(await leaks(database, after)).toBe(true)
})

test('what is classified above a report is refused by its file, and left out of one that was configured before it was', async () => {
  const database = await hungYen()
  await figure(database, { asOf: day(), amount: SECRET })
  await heard(database, new Date())
  const whole = loadProvince('hung-yen')
  const changed = (change: object): Province => ({
    ...whole,
    briefings: whole.briefings.map((each) => (each.id === DAILY ? { ...each, ...change } : each)),
  })
  await expect(applyProvince(database, changed({ classification: 'open' }))).rejects.toThrow(
    /briefings\/bao-cao-ngay\.yaml: \S+ is internal and the report open/,
  )
  await expect(
    applyProvince(
      database,
      changed({ sections: [{ kind: 'falls', title: 'x', indicator: 'no.such', units: [], days: 7, most: 1 }] }),
    ),
  ).rejects.toThrow('there is no indicator «no.such»')
  await database.pool.query(`update briefing set spec = spec || '{"classification": "open"}' where key = $1`, [DAILY])
  const id = await askForBriefing(database.db, DAILY, 'Lan')
  const { document } = await made(database, id)
  expect(await leaks(database, id)).toBe(false)
  expect(JSON.stringify(document)).toMatch(/Không nêu \d+ chỉ tiêu/)
  expect(figuresOf(document).map(([, title]) => firstOf(title))).toContain('Hồ sơ quá hạn')

  // Visitors before a wall are told nothing of reports.
  const { url } = await serve(database)
  const answer = await fetch(`${url}/api/briefings/made/${id}`, { headers: { cookie: 'visitors=open' } })
  expect(answer.status).toBe(403)
})

test('a report keeps the version of its configuration; a change is another, and what is taken away is made no more', async () => {
  const database = await hungYen()
  const whole = loadProvince('hung-yen')
  const id = await askForBriefing(database.db, DAILY, 'Lan')
  expect((await made(database, id)).version).toBe(1)
  const moved = whole.briefings.map((each) => (each.id === DAILY ? { ...each, subject: 'Điểm tin ngày {day}' } : each))
  await applyProvince(database, { ...whole, briefings: moved })
  const next = await made(database, await askForBriefing(database.db, DAILY, 'Lan'))
  expect([next.version, next.document.subject]).toEqual([2, `Điểm tin ngày ${day().split('-').reverse().join('/')}`])
  await applyProvince(database, { ...whole, briefings: [] })
  expect(await noteOccasions(database.db, loadCalendar('hung-yen'))).toBe(0)
  expect((await findMade(database.db, id)).version).toBe(1)
  await expect(askForBriefing(database.db, DAILY, 'Lan')).rejects.toThrow('Không có báo cáo')
})
