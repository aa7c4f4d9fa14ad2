import type { Db } from '../db.ts'
import type { OwnIndicator } from '../indicators/own.ts'
import { inDatabase } from '../indicators/own-versions.ts'
import type { Plan } from '../plans/plan.ts'
import type { Province } from '../province/load.ts'

/** What a province's files say of its indicators and plans, with what the console made of them laid over. */
export async function consoleOver(
  db: Db,
  { indicators, plans }: Pick<Province, 'indicators' | 'plans'>,
): Promise<Pick<Province, 'indicators' | 'plans'>> {
  const rows = await db.selectFrom('console_meaning').selectAll().execute()
  const made = (about: string) => rows.filter((row) => row.about === about)
  const isOver = (about: string, id: string) => made(about).some(({ key }) => key === id)
  const said = (about: string) => made(about).flatMap(({ spec }) => (spec === null ? [] : [spec as unknown]))
  return {
    indicators: [
      ...indicators.filter(({ value }) => !isOver('indicators', value.id)),
      ...(said('indicators') as OwnIndicator[]).map(inDatabase),
    ],
    plans: [
      ...plans.filter(({ plan }) => !isOver('plans', plan.id)),
      ...(said('plans') as Plan[]).map((plan) => ({ plan, where: () => `the console, plan ${plan.id}` })),
    ],
  }
}
