import { feedHealth } from '../../feeds/health.ts'
import type { Condition } from '../rule.ts'
import { type Ask, type Finding, weigh } from '../sight.ts'

type Silence = Extract<Condition, { is: 'silence' }>

/** How long sources have been silent, in multiples of what they promised: 2 is twice as long. One never heard has promised nothing yet. */
export async function silence(ask: Ask<Silence> & { feeds: string[] | undefined }): Promise<Finding[]> {
  const { house, when, moment, feeds } = ask
  const { exercised } = house
  const silentFor = (key: string, lastContactAt: Date | null, promise: number) =>
    exercised?.silent.get(key) ??
    (lastContactAt === null ? null : (moment.at.getTime() - lastContactAt.getTime()) / 1000 / promise)
  const health = await feedHealth(house.db, moment.at)
  return health
    .filter(({ key }) => feeds === undefined || feeds.includes(key))
    .filter(({ key }) => exercised === undefined || exercised.silent.has(key))
    .map(({ key, promise, lastContactAt }) =>
      weigh(ask, when, 'rise', {
        subject: `feed:${key}`,
        unit: null,
        measured: silentFor(key, lastContactAt, promise),
      }),
    )
}
