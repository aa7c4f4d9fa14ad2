import {
  AlertRule,
  alertRuleTrouble,
  contributionsTo,
  findAlerts,
  loadProvince,
  loadRegistry,
  numberOf,
  Owners,
  relatedIssues,
  relatedNumbers,
  SubjectNames,
} from '@ioc/sql'
import { TOPICS } from '@ioc/sql/listening'
import { expect, test } from 'vitest'
import { askAll, onlyRules } from '../support/alerts.ts'
import { hungYen } from '../support/database.ts'
import { dispatch, mail, people } from '../support/escalation.ts'
import { report } from '../support/field-reports.ts'
import { takeFiles } from '../support/files.ts'
import { heard } from '../support/sources.ts'

// Field reports, press crises and dossiers that two systems know differently go the way of every alert: to whoever answers for them.

const SHIPPED = loadProvince('hung-yen').alerts
const rules = (...ids: string[]) => SHIPPED.filter(({ id }) => ids.includes(id))
const HOUR_MS = 3_600_000
/** Of Vietnam, as sources write it. */
const local = (at: Date) => new Date(at.getTime() + 7 * HOUR_MS).toISOString().slice(0, 23)

const post = (n: number, text: string, at: Date) => ({
  ...{ maBai: `b${n}`, kenh: 'facebook', tenTrang: 'Tin quê', noiDung: `${text} (${n})` },
  ...{ dangLuc: local(at), capNhatLuc: local(at), luotXem: 1, canPhanHoi: false },
})

test('what is said badly of one field reaches its department and no other; it is shown with what is said, and ordered of that department', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, ...rules('press-crisis'))
  await people(database, {
    environment: { unit: 'so-nong-nghiep-va-moi-truong', role: 'specialist' },
    schools: { unit: 'so-giao-duc-va-dao-tao', role: 'specialist' },
    press: { unit: 'so-van-hoa-the-thao-va-du-lich', role: 'specialist' },
  })
  const now = new Date()
  const fish = 'Cá chết hàng loạt trên kênh thủy lợi, nước ô nhiễm bốc mùi hôi thối, người dân bức xúc vì xả thải trộm'
  const school = 'Phụ huynh bức xúc vì nhà trường lạm thu nhiều khoản vô lý, học sinh thiệt thòi'
  const posts = [
    ...Array.from({ length: 90 }, (_, n) => post(n, fish, new Date(now.getTime() - n * 60_000))),
    ...Array.from({ length: 10 }, (_, n) => post(100 + n, school, new Date(now.getTime() - n * 60_000))),
  ]
  const run = await takeFiles(database, 'social-sim', { 'a.json': JSON.stringify({ duLieu: posts }) })
  expect(run).toMatchObject({ inserted: 100, held: 0, rejected: 0 })
  await heard(database, now)
  await askAll(house, now)
  const [alert, ...others] = await findAlerts(database.db, { status: ['firing'], limit: 10 })
  expect(others).toEqual([])
  expect(alert).toMatchObject({ subject: 'social.negative_24h?topic:moi_truong', unit: 'hung-yen', level: 'warn', measured: 90 })
  if (!alert) return
  const names = await SubjectNames.read(database.db, house.registry)
  expect(names.of(alert.subject)).toMatchObject({
    id: 'social.negative_24h',
    where: ['topic:moi_truong'],
    title: { vi: expect.stringMatching(/^Bài đăng tiêu cực 24 giờ · .*[Mm]ôi trường/) },
  })

  // Whoever is told in working hours.
  await dispatch(house, house.calendar.addWorkingHours(now, 1))
  expect(await mail(house)).toEqual(['environment in_app told'])

  const owners = await Owners.of(database.db, house, now)
  const unit = house.units.find('so-nong-nghiep-va-moi-truong')
  expect([owners.of(alert), owners.named(alert.rule, alert.subject)]).toEqual([unit.id, unit.id])
  const issues = await relatedIssues(database, house, owners, alert, now)
  expect(issues[0]).toMatchObject({ domain: 'social', topic: 'moi_truong', negative: expect.any(Number) })
  expect(new Set(issues.map(({ topic }) => topic))).toEqual(new Set(['moi_truong']))
  const indicator = numberOf(house.registry, alert.subject)
  expect(indicator && (await contributionsTo(house, indicator, house.units.find('hung-yen'), now))).toEqual(expect.any(Array))
})

test('reports a commune leaves overdue are its own; those of a category across the province are its department’s, who sees them beside what else is red there', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, ...rules('field-reports', 'field-reports-by-category'))
  await people(database, {
    commune: { unit: 'phuong-pho-hien', role: 'specialist' },
    neighbour: { unit: 'phuong-hong-chau', role: 'specialist' },
    builders: { unit: 'so-xay-dung', role: 'specialist' },
  })
  const now = new Date()
  const old = local(new Date(now.getTime() - 12 * 24 * HOUR_MS))
  const pho = house.units.find('phuong-pho-hien')
  const hong = house.units.find('phuong-hong-chau')
  const of = (first: number, count: number, unit: { code: string | null }) =>
    Array.from({ length: count }, (_, n) =>
      report(first + n, { wardCode: unit.code, createdAt: old, updatedAt: old, status: 'IN_PROGRESS', acceptedAt: old }),
    )
  const reports = [...of(1, 18, pho), ...of(100, 4, hong)]
  const run = await takeFiles(database, 'reports-sim', { 'a.json': JSON.stringify({ duLieu: reports }) })
  expect(run).toMatchObject({ inserted: 22, held: 0 })
  await heard(database, now)
  await askAll(house, now)
  const alerts = await findAlerts(database.db, { status: ['firing'], limit: 10 })
  expect(alerts.map(({ subject, unit, level, measured }) => ({ subject, unit, level, measured }))).toEqual([
    { subject: 'reports.overdue', unit: 'phuong-pho-hien', level: 'warn', measured: 18 },
    { subject: 'reports.overdue?category:trees', unit: 'hung-yen', level: 'watch', measured: 22 },
  ])
  const owners = await Owners.of(database.db, house, now)
  const unitsOf = alerts.map((alert) => house.units.get(owners.of(alert)).key)
  expect(unitsOf).toEqual(['phuong-pho-hien', 'so-xay-dung'])
  // Whoever is told in working hours.
  await dispatch(house, house.calendar.addWorkingHours(now, 1))
  expect(await mail(house)).toContain('commune in_app told')
  expect((await mail(house)).filter((each) => each.startsWith('neighbour'))).toEqual([])

  const related = await relatedNumbers(house, owners, alerts[0] as (typeof alerts)[number], now)
  expect(related).toEqual([{ subject: 'reports.overdue?category:trees', value: 18 }])
})

test('dossiers that the province and the national portal know differently are seen to by the agency whose they are', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, ...rules('reconciliation'))
  await people(database, {
    agency: { unit: 'phuong-pho-hien', role: 'specialist' },
    office: { unit: 'trung-tam-phuc-vu-hanh-chinh-cong', role: 'specialist' },
  })
  const now = new Date()
  const at = local(new Date(now.getTime() - 3 * 24 * HOUR_MS))
  const { code } = house.units.find('phuong-pho-hien')
  const dossiers = Array.from({ length: 35 }, (_, n) => ({
    ...{ MaHoSo: `${code}-261001-${String(n).padStart(6, '0')}`, MaTTHC: '2.000815', DonViXuLy: code, KenhThucHien: '1' },
    ...{ TrangThaiHoSo: '4', NgayNopHoSo: at, NgayTiepNhan: at, NgayCapNhat: at },
  }))
  const run = await takeFiles(database, 'reconciliation-province', { 'a.json': JSON.stringify({ duLieu: dossiers }) })
  expect(run).toMatchObject({ inserted: 35, held: 0 })
  // The portal told of something, only not of these.
  const portal = { ...dossiers[0], TrangThaiHoSo: '4', NgayDongBo: at }
  await takeFiles(database, 'reconciliation-portal', { 'b.json': JSON.stringify({ duLieu: [portal] }) })
  await heard(database, now)
  await askAll(house, now)
  const alerts = await findAlerts(database.db, { status: ['firing'], limit: 10 })
  expect(alerts).toMatchObject([{ subject: 'reconciliation.unmatched', unit: 'phuong-pho-hien', level: 'warn', measured: 34 }])
  await dispatch(house, house.calendar.addWorkingHours(now, 1))
  expect(await mail(house)).toEqual(['agency in_app told'])
})

test('the department of a field is the one its list of fields names, and whatever a rule sends somewhere exists in every province', async () => {
  const [crisis] = rules('press-crisis')
  expect(crisis?.each?.answers).toEqual(Object.fromEntries(TOPICS.map(({ id, owner }) => [id, owner])))
  const registry = await loadRegistry()
  for (const key of ['hung-yen', 'nghe-an', 'phu-tho']) {
    const { units, feeds, alerts } = loadProvince(key)
    const named = { registry, units: new Set(units.map((unit) => unit.key)), feeds: new Set(feeds.map((feed) => feed.id)) }
    expect(alerts.flatMap((rule) => alertRuleTrouble(rule, named) ?? [])).toEqual([])
  }
})

test('a rule that watches the parts of what has none, or sends them to nobody there is, is refused in words', async () => {
  const registry = await loadRegistry()
  const named = { registry, units: new Set(['so-y-te']), feeds: new Set<string>() }
  const trouble = (indicator: string, each: object) =>
    alertRuleTrouble(
      AlertRule.parse({
        ...{ id: 'r', title: { vi: 'R', en: 'R' }, indicators: [indicator], each },
        when: { is: 'threshold', levels: { warn: 1 } },
      }),
      named,
    )
  expect(trouble('press.negative_24h', { dim: 'topic', answers: { y_te: 'so-y-te' } })).toBeNull()
  expect(trouble('press.negative_24h', { dim: 'category', answers: { x: 'so-y-te' } })).toContain('is not counted by «category»')
  expect(trouble('press.negative_24h', { dim: 'topic', answers: { y_te: 'so-nao-do' } })).toContain('no unit «so-nao-do»')
})
