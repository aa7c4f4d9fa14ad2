import {
  acknowledgeAlerts,
  addShift,
  changeChannel,
  changeContact,
  type Database,
  findAlerts,
  findMessages,
  listChannels,
  listContacts,
  removeContact,
  setChannel,
  silenceAlerts,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { askAll, houseOf, onlyRules } from '../support/alerts.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { dispatch, mail, people } from '../support/escalation.ts'
import { heard } from '../support/sources.ts'

// From an alert to the people who have to know of it: who first, who next, by what, and when.

const MINUTE = 60_000
/** A Friday, at 15:00 in Hanoi. */
const FRIDAY = Date.parse('2026-11-20T08:00:00Z')
const friday = (minutes = 0) => new Date(FRIDAY + minutes * MINUTE)
const OVERDUE = {
  id: 'overdue',
  title: { vi: 'Hồ sơ quá hạn', en: 'Overdue dossiers' },
  indicators: ['dossiers.overdue'],
  when: { is: 'threshold' as const, levels: { watch: 0, warn: 1, critical: 5 } },
}
const OFFICE = 'van-phong-ubnd'
const THREE = {
  lan: { unit: OFFICE, role: 'specialist' },
  minh: { unit: OFFICE, role: 'deputy_director' },
  hoa: { unit: OFFICE, role: 'director' },
  chu: { unit: 'hung-yen', role: 'vice_chair' },
}

let runs = 0
async function overdue(database: Database, count: number, at: Date): Promise<void> {
  const unit = (await database.pool.query("select id from unit where key = 'phuong-pho-hien'")).rows[0].id
  const run = await openRun(database, 'dossiers-sim')
  const version = ++runs
  const told = Array.from({ length: 8 }, (_, n) => dossier({ id: `${n}`, version, unit, finished: n < count ? null : 20 }))
  await commit(database, run, told)
  await heard(database, at)
}

/** So many dossiers overdue, found and fired at a moment. */
async function fires(count: number, at: Date, { who = THREE }: { who?: Parameters<typeof people>[1] } = {}) {
  const database = await hungYen()
  const house = await onlyRules(database, OVERDUE)
  await people(database, who)
  await overdue(database, count, at)
  await askAll(house, at)
  return { database, house }
}

test('what nobody sees to goes up, from who answers for the number to the vice chair, each told once however often it is looked', async () => {
  const { house } = await fires(6, friday())
  for (const minutes of [0.01, 1, 5, 14]) await dispatch(house, friday(minutes))
  expect(await mail(house)).toEqual(['lan in_app told'])
  for (const minutes of [17, 20]) await dispatch(house, friday(minutes))
  expect(await mail(house)).toEqual(['lan in_app told', 'minh in_app escalated'])
  for (const minutes of [50, 120, 400, 600, 6_000]) await dispatch(house, friday(minutes))
  expect(await mail(house)).toEqual(['lan in_app told', 'minh in_app escalated', 'hoa in_app escalated', 'chu in_app escalated'])
})

test('who says that they see to it stops it there; what grows worse after that begins anew', async () => {
  const { database, house } = await fires(3, friday())
  await dispatch(house, friday(1))
  const [alert] = await findAlerts(house.db, { limit: 1 })
  await acknowledgeAlerts(house.db, [alert?.id as number], { by: 'Lan' })
  await dispatch(house, friday(60 * 24 * 14))
  expect(await mail(house)).toEqual(['lan in_app told'])
  await overdue(database, 7, friday(60 * 24 * 14 + 1))
  await askAll(house, friday(60 * 24 * 14 + 1))
  await dispatch(house, friday(60 * 24 * 14 + 2))
  expect(await mail(house)).toEqual(['lan in_app told', 'lan in_app told'])
})

test('time to answer a warning is working time: from Friday afternoon it lasts until Monday morning', async () => {
  const { house } = await fires(3, friday())
  await dispatch(house, friday(1))
  await dispatch(house, new Date('2026-11-22T12:00:00Z'))
  await dispatch(house, new Date('2026-11-23T02:25:00Z'))
  expect(await mail(house)).toEqual(['lan in_app told'])
  await dispatch(house, new Date('2026-11-23T02:35:00Z'))
  expect(await mail(house)).toEqual(['lan in_app told', 'minh in_app escalated'])
})

test('at night a warning waits for the morning and a critical alert does not; what is least urgent comes at its hour', async () => {
  const night = new Date('2026-11-20T16:00:00Z')
  const later = (hours: number) => new Date(night.getTime() + hours * 3_600_000)
  const who = { lan: { ...THREE.lan, addresses: { email: 'lan@example.vn' } } }
  for (const [count, from] of [
    [1, 8.5],
    [3, 7],
    [6, 0],
  ] as const) {
    const { database, house } = await fires(count, night, { who })
    await setChannel(database.db, { key: 'email', settings: {}, off: false, by: 'Quản trị' })
    for (const hours of [0.1, 3, 6.9, 7.1, 8.4, 8.6]) {
      await dispatch(house, later(hours))
      const emails = (await findMessages(database.db, { channel: 'email', limit: 10 })).length
      expect({ count, hours, emails }).toEqual({ count, hours, emails: hours > from ? 1 : 0 })
    }
  }
})

test('a step that finds nobody is noted and passed over at once', async () => {
  const { database, house } = await fires(6, friday(), { who: { hoa: THREE.hoa } })
  await dispatch(house, friday(1))
  expect(await mail(house)).toEqual(['hoa in_app escalated'])
  const steps = await database.pool.query('select step, role, told from escalation_step order by step')
  expect(steps.rows).toEqual([
    { step: 0, role: 'specialist', told: 0 },
    { step: 1, role: 'deputy_director', told: 0 },
    { step: 2, role: 'director', told: 1 },
  ])
})

test('who is on duty is told for all who have the role; at the end of the shift the next is told what is open, once', async () => {
  const who = { lan: THREE.lan, nga: THREE.lan, son: THREE.lan }
  const { database, house } = await fires(3, friday(), { who })
  await addShift(database.db, { contact: 'nga', begins: friday(-60), ends: friday(60), by: 'Quản trị' })
  // Pressed twice it is one shift.
  const shift = { contact: 'son', begins: friday(60), ends: friday(600), by: 'Quản trị' }
  const [one, two] = await Promise.all([addShift(database.db, shift), addShift(database.db, shift)])
  expect(two).toBe(one)
  for (const minutes of [1, 59, 61, 62, 70]) await dispatch(house, friday(minutes))
  expect(await mail(house)).toEqual(['nga in_app told', 'son in_app handed'])
})

test('of two who change the same recipient, or make one of the same key, the second is told and takes nothing back', async () => {
  const database = await hungYen()
  await people(database, THREE)
  const { db } = database
  const lan = async () => (await listContacts(db)).find(({ key }) => key === 'lan')
  const seen = await lan()
  if (!seen) throw new Error('no Lan')
  await changeContact(db, 'lan', { seen, after: { ...seen, addresses: { email: 'lan@example.vn' } } })
  await expect(changeContact(db, 'lan', { seen, after: { ...seen, name: 'Lan Anh' } })).rejects.toThrow('Có người vừa đổi')
  await expect(changeContact(db, 'lan', { seen: null, after: { ...seen, name: 'Lan Anh' } })).rejects.toThrow('Có người vừa đổi')
  expect(await lan()).toMatchObject({ name: 'lan', addresses: { email: 'lan@example.vn' } })
  // Who has left is nobody’s: the key may be taken up again.
  await removeContact(db, 'lan')
  await changeContact(db, 'lan', { seen: null, after: { ...seen, name: 'Lan Anh' } })
  expect(await lan()).toMatchObject({ name: 'Lan Anh' })
})

test('of two who set up the same channel the second is told who was first, and takes nothing back', async () => {
  const { db } = await hungYen()
  const unset = { key: 'email' as const, seen: null }
  const first = { settings: { host: 'mail.example.vn' }, off: false }
  await changeChannel(db, { ...unset, ...first, by: 'Lan' })
  const late = changeChannel(db, { ...unset, settings: { host: 'other.example.vn' }, off: false, by: 'Hoa' })
  await expect(late).rejects.toThrow('Lan vừa đổi')
  await changeChannel(db, { key: 'email', seen: first, ...first, off: true, by: 'Hoa' })
  expect(await listChannels(db)).toMatchObject([{ key: 'email', ...first, off: true, setBy: 'Hoa' }])
})

test('what is silenced waits, and nobody is told of it until the silence is over', async () => {
  const { database, house } = await fires(6, friday())
  const until = new Date(Date.now() + 3_600_000)
  const silence = await silenceAlerts(database.db, { subject: 'dossiers.overdue', by: 'Lan', why: 'bảo trì', until })
  await dispatch(house, friday(60))
  expect(await mail(house)).toEqual([])
  await database.pool.query('update alert_silence set ended_at = now() where id = $1', [silence])
  await dispatch(house, friday(61))
  expect(await mail(house)).toEqual(['lan in_app told'])
})

test('those who were told are told that it is over; what is over before anybody was told is not told of at all', async () => {
  const { database, house } = await fires(3, friday())
  await dispatch(house, friday(1))
  await overdue(database, 0, friday(5))
  await askAll(house, friday(5))
  await dispatch(house, friday(6))
  await dispatch(house, friday(7))
  expect(await mail(house)).toEqual(['lan in_app told', 'lan in_app ended'])

  const night = new Date('2026-11-20T18:00:00Z')
  const other = await fires(3, night, { who: { lan: { ...THREE.lan, addresses: { email: 'lan@example.vn' } } } })
  await setChannel(other.database.db, { key: 'email', settings: {}, off: false, by: 'Quản trị' })
  await dispatch(other.house, new Date(night.getTime() + MINUTE))
  await overdue(other.database, 0, new Date(night.getTime() + 60 * MINUTE))
  await askAll(other.house, new Date(night.getTime() + 60 * MINUTE))
  await dispatch(other.house, new Date(night.getTime() + 600 * MINUTE))
  expect((await mail(other.house)).filter((each) => each.includes('email'))).toEqual([])
  const dropped = await other.database.pool.query("select dropped from notification where channel = 'email'")
  expect(dropped.rows).toEqual([{ dropped: 'over' }])
})

test('of any number of dispatchers at once each step is taken by one, and everybody is told once', async () => {
  const { house } = await fires(6, friday())
  for (const minutes of [1, 20, 60, 130, 400]) await Promise.all([1, 2, 3, 4].map(() => dispatch(house, friday(minutes))))
  expect(await mail(house)).toEqual(['lan in_app told', 'minh in_app escalated', 'hoa in_app escalated', 'chu in_app escalated'])
})

test('ten thousand alerts in a minute are a handful of groups in one message, and no more messages than anybody is to get', async () => {
  const database = await hungYen()
  const house = await houseOf(database)
  const { db, pool } = database
  await people(database, { lan: { ...THREE.lan, addresses: { email: 'lan@example.vn', sms: '0912345678' } }, minh: THREE.minh })
  for (const key of ['email', 'sms'] as const) await setChannel(db, { key, settings: {}, off: false, by: 'Quản trị' })
  const indicators = ['dossiers.overdue', 'dossiers.on_time_rate', 'dossiers.reuse_share', 'dossiers.supplement_rate']
  for (let second = 0; second < 60; second++) {
    await pool.query(
      `with made as (
         insert into alert (rule, watch, subject, domain, status, level, peak, since, fired_at)
         select 'storm-' || $1::int || '-' || n, 'w', ($3::text[])[(n % 4) + 1], 'dossiers', 'firing', 'critical', 'critical', $2, $2
         from generate_series(1, 167) n returning id)
       insert into alert_event (alert_id, at, kind, level) select id, $2, 'fired', 'critical' from made`,
      [second, friday(second / 60), indicators],
    )
    await dispatch(house, friday(second / 60 + 0.05))
  }
  await dispatch(house, friday(2))
  const messages = await findMessages(db, { contact: 'lan', limit: 1_000 })
  const sent = (channel: string) => messages.filter((each) => each.channel === channel)
  for (const channel of ['in_app', 'email', 'sms']) expect(sent(channel).length).toBeLessThanOrEqual(4)
  for (const { letter } of messages) expect(letter).toMatchObject({ about: 'alerts', groups: expect.any(Array) })
  expect(Math.max(...messages.map(({ letter }) => (letter.about === 'alerts' ? letter.groups.length : 0)))).toBe(4)

  // What was more than they were to get comes in the next hour, together: nothing is lost.
  await dispatch(house, friday(62))
  const told = await pool.query(
    "select channel, count(distinct alert_id)::int as alerts, count(*)::int as times from notification where contact = 'lan' and message_id is not null group by 1 order by 1",
  )
  expect(told.rows).toEqual(['email', 'in_app', 'sms'].map((channel) => ({ channel, alerts: 10_020, times: 10_020 })))
})
