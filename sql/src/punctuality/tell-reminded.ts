import type { Db } from '../db.ts'
import { tellUnits } from '../escalation/notes.ts'
import type { EscalationPlan } from '../escalation/plan.ts'
import type { Localised } from '../pack/pack.ts'
import { dayOf } from '../time/hanoi.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Expectation } from './expectation.ts'
import { lastDayFrom } from './periods.ts'
import type { Reminder } from './remind.ts'

interface Asking {
  id: string
  title: Localised
  expects: Expectation[]
}

/** Tells whoever looks first at what comes to a unit that it was reminded, once a day however often it is. Answers how many units have nobody. */
export async function tellReminded(
  db: Db,
  plan: EscalationPlan,
  units: UnitRegistry,
  { id, title, expects }: Asking,
  reminders: Reminder[],
): Promise<number> {
  const today = dayOf(new Date())
  const told = await tellUnits(
    db,
    plan,
    reminders.map(({ unit, measure, period, by }) => {
      const expected = expects.find((each) => each.measure === measure)
      const span = expected ? `${said(period)} đến ${said(lastDayFrom(period, expected.every))}` : said(period)
      return {
        cause: `reminder:${id}/${measure}/${period}/${unit}/${today}`,
        unitId: units.find(unit).id,
        headline: `Nhắc báo cáo: ${(expected?.title ?? title).vi}`,
        lines: [`Đơn vị chưa gửi số liệu của kỳ từ ${span}.`, `${by} nhắc.`],
        path: '/console/reports',
        level: 'watch' as const,
      }
    }),
  )
  return told.filter((people) => people === 0).length
}

/** «31/10/2026» */
const said = (day: string) => day.split('-').reverse().join('/')
