import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { UnitRegistry } from '../units/registry.ts'

export interface Reminder {
  measure: string
  /** The key of the unit. */
  unit: string
  /** The first day of the period. */
  period: string
  by: string
}

/** Writes down that units were reminded of what they have not told. */
export async function remind(db: Db, units: UnitRegistry, feedId: number, reminders: Reminder[]): Promise<void> {
  if (reminders.some(({ by }) => !by.trim()))
    throw new Invalid({
      vi: 'Ghi tên người nhắc, để đơn vị biết trả lời ai.',
      en: 'Write who reminds, so that units know whom to answer.',
    })
  if (reminders.length === 0) return
  await db
    .insertInto('reminder')
    .values(
      reminders.map(({ unit, measure, period, by }) => ({
        feed_id: feedId,
        measure,
        unit_id: units.find(unit).id,
        period,
        by: by.trim(),
      })),
    )
    .execute()
}
