import { contributionsTo, findAlerts, issueDirective, pastCases } from '@ioc/sql'
import { expect, test } from 'vitest'
import { askAll, onlyRules } from '../support/alerts.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { PLAN } from '../support/escalation.ts'
import { heard } from '../support/sources.ts'

// What lies behind a red number.

test('the communes that make the most of it come first, each with its share; and of the same before, what was ordered and said', async () => {
  const database = await hungYen()
  const { db } = database
  const house = await onlyRules(database, {
    id: 'overdue',
    title: { vi: 'Hồ sơ quá hạn', en: 'Overdue dossiers' },
    indicators: ['dossiers.overdue'],
    when: { is: 'threshold', levels: { warn: 1 } },
  })
  const now = new Date()
  const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
  let version = 0
  async function tell(counts: Record<string, number>, at: Date): Promise<void> {
    const run = await openRun(database, 'dossiers-sim')
    version++
    for (const [commune, count] of Object.entries(counts)) {
      const unit = house.units.find(commune).id
      const told = Array.from({ length: 6 }, (_, n) =>
        dossier({ id: `${commune} ${n}`, version, unit, finished: n < count ? null : 20 }),
      )
      await commit(database, run, told)
    }
    await heard(database, at)
    await askAll(house, at)
  }
  await tell({ 'phuong-pho-hien': 1, 'phuong-hong-chau': 3 }, now)
  const indicator = house.registry.indicator('dossiers.overdue')
  expect(await contributionsTo(house, indicator, house.units.find('hung-yen'), now)).toMatchObject([
    { unit: { key: 'phuong-hong-chau' }, value: 3, share: 0.75, before: null },
    { unit: { key: 'phuong-pho-hien' }, value: 1, share: 0.25, before: null },
  ])

  const [first] = await findAlerts(db, { limit: 1 })
  const order = {
    title: 'Xong',
    body: '',
    issuedBy: 'An',
    unit: 'van-phong-ubnd',
    beside: [],
    workingDays: 3,
    by: 'Hoa',
    alert: first?.id,
  }
  const directive = await issueDirective(house, PLAN, order, now)
  await database.pool.query('insert into directive_event (directive_id, event) values ($1, $2)', [
    directive,
    JSON.stringify({
      kind: 'explained',
      at: now.toISOString(),
      by: 'Lan',
      cause: 'Thiếu người',
      remedy: 'Làm thêm giờ',
      doneBy: null,
    }),
  ])
  await tell({ 'phuong-pho-hien': 0, 'phuong-hong-chau': 0 }, later(1))
  // So long after that it is another.
  await tell({ 'phuong-pho-hien': 2, 'phuong-hong-chau': 0 }, later(30))
  const [again] = await findAlerts(db, { status: ['firing'], limit: 1 })
  expect(again?.id).not.toBe(first?.id)
  expect(await pastCases(db, again?.id as number)).toMatchObject([
    { alert: first?.id, unitName: 'Tỉnh Hưng Yên', peak: 'warn', directive, cause: 'Thiếu người', remedy: 'Làm thêm giờ' },
  ])
})
