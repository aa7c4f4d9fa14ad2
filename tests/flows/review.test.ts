import {
  type Database,
  findFact,
  findFeed,
  finishRun,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  parsePeriod,
  proveReading,
  runsOf,
  startRun,
  verify,
} from '@ioc/sql'
import { reviewFact } from '@ioc/workers/held'
import { readRecordAt } from '@ioc/workers/pages'
import { openRoad, reprocessFeed, takePage } from '@ioc/workers/testing'
import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'

// A machine judges what the press writes; a person may say otherwise, and is heard whatever the source tells later.

const FEED = 'press-archive-sim'
const ID = 'bao.example/cau-moi'

interface Told {
  guid?: string
  title?: string
  sapo?: string
  editor?: string
}

function page(...articles: Told[]): string {
  const duLieu = articles.map(({ guid, title, sapo, editor }) => ({
    maBai: guid ?? `https://${ID}`,
    duongDan: guid ?? `https://${ID}`,
    tenBao: 'Thời báo Đồng Bằng',
    loaiHinh: 'Báo in',
    tieuDe: title ?? 'Cầu mới ở xã Như Quỳnh xuất sắc, người dân rất hài lòng',
    sapo: sapo ?? '',
    dangLuc: '2026-11-20T08:00:00.000',
    luuLuc: '2026-11-21T08:00:00.000',
    sacThaiRaSoat: editor ?? '',
    nguoiRaSoat: editor ? 'Biên tập viên' : '',
    raSoatLuc: editor ? '2026-11-20T12:00:00.000' : '',
    lyDoRaSoat: editor ? 'Rà theo mẫu' : '',
  }))
  return JSON.stringify({ tongSo: duLieu.length, duLieu })
}

async function press(...articles: Told[]) {
  const database = await hungYen()
  await takeFiles(database, FEED, { '1.json': page({}, ...articles) })
  return database
}

async function say(database: Database, fields: Record<string, string | null>, why = 'Bài mỉa mai, máy không nhận ra') {
  const seen = (await stands(database)).versions.length
  await reviewFact(database, FEED, ID, { by: 'Lan', why, seen, fields })
}

async function stands(database: Database) {
  const { versions, review } = await findFact(database.db, FEED, ID)
  return { fact: versions[0]?.fact ?? {}, versions, review }
}

async function prove(database: Database, indicator: string, unit: string, period: string) {
  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  const moment = momentOf({}, new Date('2026-11-21T10:00:00+07:00'))
  const asked = parsePeriod(period, moment.at)
  const proof = await proveReading(database.db, units, registry.indicator(indicator), units.find(unit).id, moment, asked)
  expect(proof.agrees).toBe(true)
  return proof.reading.value
}

test('a person’s word is a version of the record: with who, when and why, on a page of its own, and in the totals', async () => {
  const database = await press()
  expect((await stands(database)).fact).toMatchObject({ channel: 'print', sentiment: 'positive', risk: 'low' })
  await say(database, { sentiment: 'negative', topic: 'ha_tang', risk: 'high', unit: 'phuong-pho-hien' })

  const { fact, versions, review } = await stands(database)
  expect(versions).toHaveLength(2)
  expect(fact).toMatchObject({
    sentiment: 'negative',
    machine_sentiment: 'positive',
    topic: 'ha_tang',
    risk: 'high',
    reviewed_by: 'Lan',
    review_reason: 'Bài mỉa mai, máy không nhận ra',
  })
  expect(Date.now() - Date.parse(fact.reviewed_at as string)).toBeLessThan(600_000)
  expect(review).toMatchObject({ by: 'Lan', why: 'Bài mỉa mai, máy không nhận ra' })
  expect(review?.fields.map(({ name, machine, said }) => [name, machine, said])).toEqual([
    ['topic', fact.machine_topic, 'ha_tang'],
    ['sentiment', 'positive', 'negative'],
    ['risk', 'low', 'high'],
    ['unit', null, 'phuong-pho-hien'],
  ])
  expect(versions[0]?.page.name).toBe('chấm lại: Lan')
  const [run] = await runsOf(database.db, FEED, { limit: 1 })
  expect(run).toMatchObject({ trigger: 'correction', read: 1, updated: 1 })

  // What the source wrote is still what it wrote.
  const { version: feedVersion } = await findFeed(database.db, FEED)
  const { page, place } = versions[0] as (typeof versions)[number]
  expect(await readRecordAt(database, { feed: FEED, feedVersion, page: page.id, place })).toMatchObject({
    value: { sacThaiRaSoat: '', tenBao: 'Thời báo Đồng Bằng' },
  })
  expect(await prove(database, 'press.negative_24h', 'phuong-pho-hien', '2026-11-20')).toBe(1)
  expect(await prove(database, 'press.high_risk_24h', 'hung-yen', '2026-11-20')).toBe(1)
  // Moved there, not counted twice.
  expect(await prove(database, 'press.negative_24h', 'hung-yen', '2026-11-20')).toBe(1)
  expect((await verify(database.db)).differences).toEqual([])
})

test('what a source tells of the same article later is taken, and the person’s word stands', async () => {
  const database = await press()
  await say(database, { sentiment: 'negative', unit: 'phuong-pho-hien' })
  await takeFiles(database, FEED, { '2.json': page({ sapo: 'Cầu dài 120 m.' }) })
  const { fact, versions } = await stands(database)
  expect(versions).toHaveLength(3)
  expect(fact).toMatchObject({ summary: 'Cầu dài 120 m.', sentiment: 'negative', reviewed_by: 'Lan' })
  const units = await loadUnitRegistry(database.db)
  expect(fact.unit_id).toBe(units.find('phuong-pho-hien').id)

  const again = await reprocessFeed(database, { feed: FEED, by: 'Mai' }, AbortSignal.timeout(120_000))
  expect(again).toMatchObject({ status: 'done', inserted: 0, updated: 0 })
  expect((await stands(database)).fact).toMatchObject({ summary: 'Cầu dài 120 m.', sentiment: 'negative', reviewed_by: 'Lan' })
  expect((await verify(database.db)).differences).toEqual([])
})

test('a second word adds to the first, and what is left to the machine again follows the machine', async () => {
  const database = await press()
  await say(database, { sentiment: 'negative', unit: 'phuong-pho-hien' })
  await say(database, { risk: 'medium' }, 'Đã xem lại')
  expect((await stands(database)).fact).toMatchObject({ sentiment: 'negative', risk: 'medium', review_reason: 'Đã xem lại' })
  await say(database, { sentiment: null, unit: null }, 'Máy chấm đúng')
  const { fact, versions } = await stands(database)
  const units = await loadUnitRegistry(database.db)
  expect(fact).toMatchObject({ sentiment: 'positive', reviewed_sentiment: null, risk: 'medium', review_reason: 'Máy chấm đúng' })
  expect(fact.unit_id).toBe(units.find('xa-nhu-quynh').id)
  expect(versions).toHaveLength(4)
  await takeFiles(database, FEED, { '2.json': page({ sapo: 'Thêm.' }) })
  expect((await stands(database)).fact).toMatchObject({ sentiment: 'positive', risk: 'medium', reviewed_by: 'Lan' })
})

test('a word that was taken back stays so when the page it was said in is taken in again', async () => {
  const database = await press()
  const units = await loadUnitRegistry(database.db)
  await say(database, { topic: 'y_te', sentiment: 'negative', unit: 'phuong-pho-hien' })
  const [said] = (await stands(database)).versions
  await say(database, { topic: null, sentiment: null, unit: null }, 'Máy chấm đúng')
  const feed = await findFeed(database.db, FEED)
  const run = await startRun(database.db, feed, 'command')
  await takePage(await openRoad(database, feed), run, {
    ...(said as NonNullable<typeof said>).page,
    receivedAt: new Date(),
    isCorrection: true,
  })
  await finishRun(database.db, run, { status: 'done' })
  const { fact } = await stands(database)
  expect(fact).toMatchObject({
    topic: fact.machine_topic,
    sentiment: 'positive',
    reviewed_topic: null,
    reviewed_sentiment: null,
    reviewed_unit: null,
    review_reason: 'Máy chấm đúng',
    unit_id: units.find('xa-nhu-quynh').id,
  })
  expect((await verify(database.db)).differences).toEqual([])
})

test('of two words on the same version one is taken; the other is told so, adds to it when said again, and nothing is lost', async () => {
  const database = await press()
  const { app } = await serve(database)
  const ask = (by: string, seen: number, fields: object) =>
    app.inject({
      method: 'POST',
      url: `/api/facts/${FEED}/${encodeURIComponent(ID)}/review`,
      payload: { by, why: 'Đã xem', seen, fields },
    })
  const words: [string, object][] = [
    ['An', { topic: 'ha_tang' }],
    ['Bình', { sentiment: 'negative' }],
  ]
  const answers = await Promise.all(words.map(([by, fields]) => ask(by, 1, fields)))
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409])
  const late = answers.findIndex(({ statusCode }) => statusCode === 409)
  expect(answers[late]?.body).toContain('Bản ghi đã đổi từ khi mở ra xem')
  const { versions } = await stands(database)
  expect(versions).toHaveLength(2)
  const [by, fields] = words[late] as (typeof words)[number]
  expect((await ask(by, 2, fields)).statusCode).toBe(200)
  expect((await stands(database)).fact).toMatchObject({
    reviewed_topic: 'ha_tang',
    reviewed_sentiment: 'negative',
    reviewed_by: by,
  })

  // A text that its source told otherwise while the form was open has not been looked at either.
  await takeFiles(database, FEED, { '2.json': page({ sapo: 'Cầu dài 120 m.' }) })
  expect((await ask('An', 3, { risk: 'high' })).statusCode).toBe(409)
  expect((await stands(database)).fact).toMatchObject({ summary: 'Cầu dài 120 m.', reviewed_risk: null })
  const again = await reprocessFeed(database, { feed: FEED, by: 'Mai' }, AbortSignal.timeout(120_000))
  expect(again).toMatchObject({ status: 'done', inserted: 0, updated: 0 })
  expect((await verify(database.db)).differences).toEqual([])
})

test('how often the machine was right is counted on what people looked at, editors of a service and our own', async () => {
  const good = 'Trường mới ở xã Như Quỳnh xuất sắc, phụ huynh rất hài lòng'
  const database = await press(
    { guid: 'https://bao.example/hai', title: good, editor: 'tich_cuc' },
    { guid: 'https://bao.example/ba', title: `${good}, cảm ơn`, editor: 'trung_tinh' },
  )
  expect(await prove(database, 'press.machine_right', 'hung-yen', '2026')).toBe(50)
  await say(database, { sentiment: 'negative' })
  expect(await prove(database, 'press.machine_right', 'hung-yen', '2026')).toBeCloseTo(100 / 3)
  await say(database, { sentiment: 'positive' }, 'Chấm nhầm, máy đúng')
  expect(await prove(database, 'press.machine_right', 'hung-yen', '2026')).toBeCloseTo(200 / 3)
})

test('a word without why, of what nobody judges or of a unit nobody bears, is refused and changes nothing', async () => {
  const database = await press()
  const { app } = await serve(database)
  const ask = (body: object, feed = FEED, id = ID) =>
    app.inject({ method: 'POST', url: `/api/facts/${feed}/${encodeURIComponent(id)}/review`, payload: { seen: 1, ...body } })
  const fields = { sentiment: 'negative' }
  const asked = [
    await ask({ by: 'Lan', why: ' ', fields }),
    await ask({ by: 'Lan', why: 'x', fields: {} }),
    await ask({ by: 'Lan', why: 'x', fields: { outlet: 'Báo khác' } }),
    await ask({ by: 'Lan', why: 'x', fields: { sentiment: 'angry' } }),
    await ask({ by: 'Lan', why: 'x', fields: { unit: 'atlantis' } }),
  ]
  expect(asked.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 400, 400])
  expect(asked[4]?.json().message ?? asked[4]?.body).toMatch(/atlantis/)
  expect((await ask({ by: 'Lan', why: 'x', fields }, FEED, 'bao.example/khong-co')).statusCode).toBe(404)
  expect((await stands(database)).versions).toHaveLength(1)

  const answer = await ask({ by: 'Lan', why: 'Bài mỉa mai', fields })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({
    review: { by: 'Lan', why: 'Bài mỉa mai' },
    versions: [{ stands: true }, { stands: false }],
  })
})
