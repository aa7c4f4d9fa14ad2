import {
  type Act,
  actOnDirective,
  type Database,
  type DirectiveAsk,
  directivesOpenAt,
  eventsOfDirective,
  findDirective,
  findDirectives,
  type House,
  issueDirective,
  showEvidence,
  unitsAnswering,
  watchDirectives,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { houseOf } from './support/alerts.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { mail, PLAN, people } from './support/escalation.ts'
import { heard } from './support/sources.ts'

// What a leader orders, from the order to the number that has recovered, and back when it falls again.

const OFFICE = 'van-phong-ubnd'
/** A Friday, at 09:00 in Hanoi. */
const FRIDAY = Date.parse('2026-11-20T02:00:00Z')
const at = (hours: number) => new Date(FRIDAY + hours * 3_600_000)
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('ảnh')])

const ORDER = {
  title: 'Giải quyết hết hồ sơ quá hạn',
  body: '',
  issuedBy: 'Phó Chủ tịch Nguyễn Văn An',
  unit: OFFICE,
  beside: ['so-tai-chinh'],
  workingDays: 3,
  explainHours: 4,
  condition: { indicator: 'dossiers.overdue', unit: 'hung-yen', is: 'at_most' as const, bound: 0, times: 2, everyHours: 24 },
  by: 'Trần Thị Hoa',
}

let told = 0
async function overdue(database: Database, count: number, when: Date): Promise<void> {
  const unit = (await database.pool.query("select id from unit where key = 'phuong-pho-hien'")).rows[0].id
  const version = ++told
  await commit(
    database,
    await openRun(database, 'dossiers-sim'),
    Array.from({ length: 4 }, (_, n) => dossier({ id: `${n}`, version, unit, finished: n < count ? null : 20 })),
  )
  await heard(database, when)
}

async function ordered(more: Partial<DirectiveAsk> = {}) {
  const database = await hungYen()
  const house = await houseOf(database)
  await people(database, {
    lan: { unit: OFFICE, role: 'specialist' },
    hoa: { unit: OFFICE, role: 'director' },
    tai: { unit: 'so-tai-chinh', role: 'specialist' },
    chu: { unit: 'hung-yen', role: 'vice_chair' },
  })
  await overdue(database, 2, at(0))
  const id = await issueDirective(house, PLAN, { ...ORDER, ...more }, at(0))
  const act = (hours: number, said: Act) => actOnDirective(house, PLAN, id, said, at(hours))
  const show = (hours: number) =>
    showEvidence(database.db, id, { name: 'sau.jpg', what: 'after', by: 'Lan', body: JPEG }, at(hours))
  return { database, house, id, act, show }
}

const kinds = async ({ db }: House, id: number) => (await eventsOfDirective(db, id)).map(({ kind }) => kind)

test('an order sent twice by one press is one, told once; another, or the same a day later, is another', async () => {
  const { house } = await ordered()
  const before = (await mail(house)).length
  const again = await Promise.all([0, 0, 0].map(() => issueDirective(house, PLAN, ORDER, at(0.01))))
  expect(again).toEqual([1, 1, 1])
  expect((await mail(house)).length).toBe(before)
  const title = 'Giải quyết nốt hồ sơ'
  const others = await Promise.all([1, 2].map(() => issueDirective(house, PLAN, { ...ORDER, title }, at(0.01))))
  expect(new Set(others).size).toBe(1)
  expect(others[0]).not.toBe(1)
  expect(await issueDirective(house, PLAN, { ...ORDER, by: 'Lê Văn Sơn' }, at(0.01))).not.toBe(1)
  expect(await issueDirective(house, PLAN, ORDER, at(24))).not.toBe(1)
})

test('an order reaches its unit, its head and those that help; it closes once the number has recovered, evidence is there and it is signed', async () => {
  const { database, house, id, act, show } = await ordered()
  expect(await mail(house)).toEqual(['lan', 'hoa', 'tai'].map((who) => `${who} in_app Chỉ đạo mới: Giải quyết hết hồ sơ quá hạn`))
  await act(1, { act: 'accepted', by: 'Lan' })
  await act(2, { act: 'explained', by: 'Lan', cause: 'Thiếu người', remedy: 'Làm thêm giờ', doneBy: '2026-11-24' })
  await act(3, { act: 'progressed', by: 'Lan', progress: 50, note: 'Còn 2 hồ sơ' })
  await watchDirectives(house, PLAN, at(4))
  await expect(act(5, { act: 'signed', by: 'An', note: '' })).rejects.toThrow(
    'Chưa xác nhận hoàn thành được: chỉ tiêu chưa đạt đủ số lần liên tiếp, chưa có minh chứng.',
  )
  await overdue(database, 0, at(27))
  for (const hours of [28, 29, 52]) {
    await heard(database, at(hours - 0.1))
    await watchDirectives(house, PLAN, at(hours))
  }
  await expect(act(53, { act: 'signed', by: 'An', note: '' })).rejects.toThrow(
    'Chưa xác nhận hoàn thành được: chưa có minh chứng.',
  )
  await show(53)
  await act(54, { act: 'signed', by: 'An', note: 'Tốt' })
  expect(await findDirective(house.db, id)).toMatchObject({
    life: { status: 'closed', progress: 100, recovered: 2, evidence: 1 },
  })
  expect(await kinds(house, id)).toEqual([
    'issued',
    'accepted',
    'explained',
    'progressed',
    'looked',
    'looked',
    'looked',
    'shown',
    'signed',
  ])
})

test('a number that falls back opens the same directive again, which has to be shown and signed anew', async () => {
  const { database, house, id, act, show } = await ordered()
  await act(1, { act: 'accepted', by: 'Lan' })
  await overdue(database, 0, at(2))
  for (const hours of [3, 28]) {
    await heard(database, at(hours - 0.1))
    await watchDirectives(house, PLAN, at(hours))
  }
  await show(29)
  await act(30, { act: 'signed', by: 'An', note: '' })
  await heard(database, at(59.95))
  await watchDirectives(house, PLAN, at(60))
  expect((await findDirective(house.db, id)).life.status).toBe('closed')
  await overdue(database, 3, at(100.95))
  await watchDirectives(house, PLAN, at(101))
  await watchDirectives(house, PLAN, at(102))
  expect(await findDirective(house.db, id)).toMatchObject({ life: { status: 'accepted', relapses: 1, evidence: 0, measured: 3 } })
  expect((await mail(house)).filter((each) => each.includes('mở lại'))).toEqual(
    ['lan', 'hoa'].map((who) => `${who} in_app Chỉ đạo mở lại: Giải quyết hết hồ sơ quá hạn`),
  )
  await expect(act(103, { act: 'signed', by: 'An', note: '' })).rejects.toThrow('chưa có minh chứng')
})

test('who does not explain in time is told of one step up, then two; each once, however often and by however many it is looked', async () => {
  const { house } = await ordered()
  for (const hours of [3, 7, 8, 31, 73, 80, 81, 120, 145, 150])
    await Promise.all([1, 2, 3].map(() => watchDirectives(house, PLAN, at(hours))))
  const later = (await mail(house)).filter((each) => !each.includes('mới'))
  expect(later.filter((each) => each.includes('Chưa giải trình'))).toEqual(
    ['hoa', 'chu'].map((who) => `${who} in_app Chưa giải trình chỉ đạo: Giải quyết hết hồ sơ quá hạn`),
  )
  expect(later.filter((each) => each.includes('quá hạn:'))).toEqual(
    ['lan', 'hoa', 'chu'].map((who) => `${who} in_app Chỉ đạo quá hạn: Giải quyết hết hồ sơ quá hạn`),
  )
})

test('more time needs a reason and somebody who grants it; granted in working days, it moves the end', async () => {
  const { house, id, act } = await ordered()
  await expect(act(1, { act: 'extension_asked', by: 'Lan', days: 2, why: 'Mưa bão' })).rejects.toThrow('tình trạng hiện nay')
  await act(1, { act: 'accepted', by: 'Lan' })
  // The 24th is a holiday.
  await act(2, { act: 'extension_asked', by: 'Lan', days: 2, why: 'Mưa bão' })
  await expect(act(3, { act: 'extension_asked', by: 'Lan', days: 9, why: 'Nữa' })).rejects.toThrow('tình trạng hiện nay')
  expect((await findDirective(house.db, id)).life.dueAt).toBe('2026-11-26T02:00:00.000Z')
  await act(4, { act: 'extension_granted', by: 'An' })
  expect((await findDirective(house.db, id)).life).toMatchObject({ dueAt: '2026-11-30T02:00:00.000Z', extension: null })
  expect((await mail(house)).slice(3)).toEqual([
    'chu in_app Xin gia hạn chỉ đạo: Giải quyết hết hồ sơ quá hạn',
    'lan in_app Đã gia hạn chỉ đạo: Giải quyết hết hồ sơ quá hạn',
    'hoa in_app Đã gia hạn chỉ đạo: Giải quyết hết hồ sơ quá hạn',
  ])
})

test('more time that would be over at once is neither asked for nor granted, and can be asked for anew', async () => {
  const { house, id, act } = await ordered()
  await act(1, { act: 'accepted', by: 'Lan' })
  // The end was the 26th; this is the 30th, then the 2nd of December.
  await expect(act(240, { act: 'extension_asked', by: 'Lan', days: 1, why: 'Mưa bão' })).rejects.toThrow('vẫn đã qua')
  await act(240, { act: 'extension_asked', by: 'Lan', days: 3, why: 'Mưa bão' })
  await expect(act(288, { act: 'extension_granted', by: 'An' })).rejects.toThrow('từ chối để đơn vị xin lại')
  await act(288, { act: 'extension_refused', by: 'An', why: 'Hạn mới đã qua' })
  await act(288, { act: 'extension_asked', by: 'Lan', days: 6, why: 'Mưa bão' })
  await act(288, { act: 'extension_granted', by: 'An' })
  expect((await findDirective(house.db, id)).life).toMatchObject({ dueAt: '2026-12-04T02:00:00.000Z', extension: null })
})

test('a number that is no more keeps no directive waiting', async () => {
  const { database, house } = await ordered({ condition: { ...ORDER.condition, times: 1 } })
  await issueDirective(house, PLAN, { ...ORDER, condition: undefined, title: 'Gấp', workingDays: 1 }, at(0))
  await database.pool.query(`update directive set condition = jsonb_set(condition, '{indicator}', '"dossiers.khong_con"')`)
  await watchDirectives(house, PLAN, at(200))
  expect((await findDirectives(house.db, { open: true, limit: 9 })).map(({ life }) => life.isOverdueTold)).toEqual([true, true])
})

test('evidence is what a file is, not what it calls itself', async () => {
  const { database, id } = await ordered()
  const show = (name: string, body: Buffer) => showEvidence(database.db, id, { name, what: 'document', by: 'Lan', body })
  await expect(show('anh.jpg', Buffer.from('<script>alert(1)</script>'))).rejects.toThrow('Chỉ nhận ảnh')
  await expect(show('ho-so.zip', Buffer.from('PK\u0003\u0004'))).rejects.toThrow('Chỉ nhận ảnh')
  await expect(show('lon.jpg', Buffer.concat([JPEG, Buffer.alloc(20 * 1024 * 1024)]))).rejects.toThrow('lớn hơn 20 MB')
  await show('bao-cao.pdf', Buffer.from('%PDF-1.7 …'))
})

test('what is shown of one directive has a bound, and what was shown before it stays', async () => {
  const { database, id } = await ordered()
  const photo = Buffer.concat([JPEG, Buffer.alloc(19 * 1024 * 1024)])
  const show = () => showEvidence(database.db, id, { name: 'anh.jpg', what: 'after', by: 'Lan', body: photo })
  for (let shown = 0; shown < 10; shown++) await show()
  await expect(show()).rejects.toThrow('quá 200 MB')
  expect((await findDirective(database.db, id)).life.evidence).toBe(10)
})

test('the board has the most overdue first, and of the units who answers best', async () => {
  const { database, house, act } = await ordered({ condition: undefined })
  await issueDirective(house, PLAN, { ...ORDER, condition: undefined, title: 'Gấp', workingDays: 1 }, at(0))
  await issueDirective(
    house,
    PLAN,
    { ...ORDER, condition: undefined, title: 'Ngân sách', unit: 'so-tai-chinh', workingDays: 9 },
    at(0),
  )
  expect((await findDirectives(house.db, { open: true, limit: 9 })).map(({ title }) => title)).toEqual([
    'Gấp',
    'Giải quyết hết hồ sơ quá hạn',
    'Ngân sách',
  ])
  await act(2, { act: 'accepted', by: 'Lan' })
  await showEvidence(database.db, 1, { name: 'a.jpg', what: 'after', by: 'Lan', body: JPEG }, at(3))
  await act(4, { act: 'signed', by: 'An', note: '' })
  // Of a past moment it is what it was then.
  const then = async (hours: number) =>
    (await directivesOpenAt(house.db, at(hours))).map(({ title, life }) => `${title} ${life.status}`)
  expect(await then(1)).toEqual(['Gấp issued', 'Giải quyết hết hồ sơ quá hạn issued', 'Ngân sách issued'])
  expect(await then(2)).toEqual(['Gấp issued', 'Giải quyết hết hồ sơ quá hạn accepted', 'Ngân sách issued'])
  expect(await then(5)).toEqual(['Gấp issued', 'Ngân sách issued'])
  expect(await then(-1)).toEqual([])
  expect(await unitsAnswering(house.db, at(200))).toMatchObject([
    { unit: OFFICE, open: 1, overdue: 1, closed: 1, inTime: 1, acceptHours: 2, explainHours: null },
    { unit: 'so-tai-chinh', open: 1, overdue: 0, closed: 0 },
  ])
})
