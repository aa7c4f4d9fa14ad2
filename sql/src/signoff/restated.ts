import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Registry } from '../indicators/registry.ts'
import type { Localised } from '../pack/pack.ts'
import { seeingAll } from '../sight/sight.ts'
import { sayPeriod } from './periods.ts'
import type { Round } from './round.ts'

/** What signed figures would say otherwise, were indicators defined as in `meant` and not as in `now`: a formula that holds in their period differs. */
export async function restatedFigures(db: Db, now: Registry, meant: Registry): Promise<Localised[]> {
  const { rows } = await seeingAll(() =>
    sql<{ indicator: string; every: Round['every']; period: string }>`
      select distinct figure->>'indicator' as indicator, every, action.period
      from signoff_lock join signoff_action action on action.id = action_id, jsonb_array_elements(figures) figure order by 1, 3`.execute(
      db,
    ),
  )
  const formula = (registry: Registry, { indicator, period }: (typeof rows)[number]) =>
    registry.indicators.find(({ id }) => id === indicator)?.definitionOn(period).compiled.text
  return rows
    .filter((row) => formula(now, row) !== formula(meant, row))
    .map(({ indicator, every, period }) => {
      const { vi, en } = sayPeriod(every, period)
      return {
        vi: `số liệu ${vi} của «${indicator}» đã chốt theo công thức đang dùng; ghi công thức mới ở «definitions», có hiệu lực sau kỳ ấy, hoặc mở khóa kỳ ấy`,
        en: `the figures of «${indicator}» for ${en} are signed by the formula that holds; write the new one under “definitions”, from a day after that period, or unlock it`,
      }
    })
}
