import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Hand } from '../people/same.ts'
import { seeingAll } from '../sight/sight.ts'
import type { SignoffLife } from './life.ts'

/** How a round's periods stand, by unit: what is locked, by whom since when, and what was unlocked once. */
export interface Standing {
  lifeOf(unitId: number, period: string): SignoffLife & { signedAt: Date | null; provinceNote: string | null }
  /** Who signed a period for units, by unit. */
  signersOf(period: string): Map<number, Hand>
}

interface Row {
  unit: number
  period: string
  locked: boolean
  by: string
  account: number | null
  at: Date
  missing: { unit: number; note: string }[]
}

/** Told to whoever may see the unit: that the province has signed is no secret to a unit. */
export async function standingOf(db: Db, round: string, provinceId: number): Promise<Standing> {
  const { rows } = await seeingAll(() =>
    sql<Row>`
      select distinct on (action.unit_id, action.period) action.unit_id as unit, action.period, action.action = 'sign' as locked, by, account_id as account, at, missing
      from signoff_action action where round = ${round}
      order by action.unit_id, action.period, action.id desc`.execute(db),
  )
  const known = new Map(rows.map((row) => [`${row.unit} ${row.period}`, row]))
  return {
    lifeOf(unitId, period) {
      const [own, above] = [known.get(`${unitId} ${period}`), known.get(`${provinceId} ${period}`)]
      const province = above?.locked ? above : undefined
      return {
        level: unitId === provinceId ? 'province' : 'unit',
        signedBy: own?.locked ? own.by : null,
        signedAt: own?.locked ? own.at : null,
        wasUnlocked: own !== undefined && !own.locked,
        provinceBy: province?.by ?? null,
        provinceNote: province?.missing.find(({ unit }) => unit === unitId)?.note ?? null,
      }
    },
    signersOf: (period) =>
      new Map(
        rows.flatMap((row) =>
          row.period === period && row.locked && row.unit !== provinceId
            ? [[row.unit, { account: row.account, by: row.by }]]
            : [],
        ),
      ),
  }
}
