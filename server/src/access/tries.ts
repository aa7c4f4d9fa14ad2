import type { Database } from '@ioc/sql'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from './network.ts'
import { TooOften } from './refusals.ts'

const MINUTE_S = 60
const HOUR_S = 3_600

interface Trying {
  login?: string
  address: string
}

/**
 * How often somebody may try to sign in: five times a minute and twenty an hour for one account, forty a minute from one network, which
 * many may share, a thousand a minute in the whole house. Who gets in has not tried: a whole province may begin its day behind one address.
 * Kept in the database: any number of servers count together, and a restart forgives nothing. A lock is over by itself, so that nobody keeps
 * others out for long.
 */
export class Tries {
  readonly #pool: Database['pool']
  readonly #limits: { limit: RateLimiterPostgres; of: keyof Trying | 'house' }[]

  constructor({ pool }: Pick<Database, 'pool'>) {
    this.#pool = pool
    const limit = (keyPrefix: string, points: number, duration: number) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'sign_in_tries',
        tableCreated: true,
        clearExpiredByTimeout: false,
        ...{ keyPrefix, points, duration },
      })
    this.#limits = [
      { limit: limit('minute', 5, MINUTE_S), of: 'login' },
      { limit: limit('hour', 20, HOUR_S), of: 'login' },
      { limit: limit('address', 40, MINUTE_S), of: 'address' },
      { limit: limit('house', 1_000, MINUTE_S), of: 'house' },
    ]
  }

  /** Counts one try. Throws TooOften where there were too many. */
  async count(trying: Trying): Promise<void> {
    for (const { limit, of } of this.#limits) {
      const key = keyOf(trying, of)
      if (key === undefined) continue
      try {
        await limit.consume(key)
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        const isFirst = error.consumedPoints === limit.points + 1
        throw new TooOften(Math.ceil(error.msBeforeNext / 1_000), { said: tried, of: `tries of one ${of}`, isFirst })
      }
    }
  }

  /** Whoever got in begins anew. */
  async forgive(trying: Trying): Promise<void> {
    for (const { limit, of } of this.#limits) {
      const key = keyOf(trying, of)
      if (key === undefined) continue
      if (of === 'login') await limit.delete(key)
      else await limit.reward(key)
    }
    await this.#pool.query('delete from sign_in_tries where expire < extract(epoch from now()) * 1000')
  }
}

function keyOf({ login, address }: Trying, of: keyof Trying | 'house'): string | undefined {
  if (of === 'house') return 'all'
  return of === 'address' ? networkOf(address) : login?.slice(0, 200)
}

const tried = (seconds: number) => ({
  vi: `Đã thử quá nhiều lần. Chờ ${seconds} giây rồi thử lại.`,
  en: `Tried too often. Wait ${seconds} seconds, then try again.`,
})
