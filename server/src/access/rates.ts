import type { FastifyInstance, FastifyRequest } from 'fastify'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from './network.ts'
import { TooOften } from './refusals.ts'
import type { Who } from './who.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `file`: a file is sent or taken out by it, which is dearer. `free`: not counted. */
    rate?: 'file' | 'free'
  }
}

/**
 * How many requests a minute are answered, far above what people and walls ask for: a page of the desk asks some sixty when it is opened, a
 * wall forty, and 104 communes may stand behind one address.
 */
export const RATES = {
  /** Of one session, machine or display. */
  each: 1_200,
  /** Of one account in all its sessions. */
  account: 6_000,
  /** From one network, pages and their files too. */
  address: 30_000,
  /** Of the API, from one network, of those nobody is signed in by. */
  stranger: 3_000,
  /** The same from wherever. Whoever is signed in goes on when these are used up. */
  strangers: 12_000,
  /** Files sent or taken out, by one session, machine or display; of strangers, from one network. */
  files: 60,
}
export type Rates = typeof RATES

const MINUTE_S = 60

/** What the operator says of them (IOC_RATES, as in `each=600,files=20`), the rest as usual. Throws where it cannot be read. */
export function ratesOf(env: NodeJS.ProcessEnv): Rates {
  const said = (env.IOC_RATES ?? '').split(',').filter((each) => each.trim() !== '')
  const rates = { ...RATES }
  for (const each of said) {
    const [, name, number] = /^\s*(\w+)\s*=\s*([1-9]\d{0,8})\s*$/.exec(each) ?? []
    if (name === undefined || !Object.hasOwn(RATES, name))
      throw new Error(
        `IOC_RATES cannot be read at «${each.trim()}»: write ${Object.keys(RATES).join(', ')} = a number, with commas between.`,
      )
    rates[name as keyof Rates] = Number(number)
  }
  return rates
}

/** Counts requests, in this process alone: so many servers, so many times as much is let through. Guesses of passwords: tries.ts. */
export class Counted {
  readonly #limits: Record<keyof Rates, RateLimiterMemory>

  constructor(rates: Rates) {
    const limit = (keyPrefix: keyof Rates) => new RateLimiterMemory({ keyPrefix, points: rates[keyPrefix], duration: MINUTE_S })
    this.#limits = {
      ...{ each: limit('each'), account: limit('account'), address: limit('address') },
      ...{ stranger: limit('stranger'), strangers: limit('strangers'), files: limit('files') },
    }
  }

  address({ ip }: FastifyRequest): Promise<void> {
    return this.#take('address', networkOf(ip))
  }

  /** Whoever it turned out to be; null: nobody. */
  async asked(request: FastifyRequest, who: Who | null): Promise<void> {
    if (isFree(request)) return
    const from = networkOf(request.ip)
    if (who) await this.somebody(who)
    else if (request.url.startsWith('/api/')) {
      await this.#take('stranger', from)
      await this.nobody()
    }
    if (isOfFile(request)) await this.#take('files', who ? nameOf(who) : from)
  }

  async somebody(who: Who): Promise<void> {
    await this.#take('each', nameOf(who))
    if (who.kind === 'account') await this.#take('account', String(who.id))
  }

  nobody(): Promise<void> {
    return this.#take('strangers', 'all')
  }

  async #take(rate: keyof Rates, key: string): Promise<void> {
    const limit = this.#limits[rate]
    await limit.consume(key).catch(({ msBeforeNext, consumedPoints }: RateLimiterRes) => {
      throw new TooOften(Math.ceil(msBeforeNext / 1_000), {
        said: asked,
        of: rate,
        isFirst: consumedPoints === limit.points + 1,
      })
    })
  }
}

/** Counts by address what comes, before anything else is asked of it. */
export function countAddresses(app: FastifyInstance, counted: Counted): void {
  app.addHook('onRequest', async (request) => {
    if (!isFree(request)) await counted.address(request)
  })
}

const isFree = ({ routeOptions: { config } }: FastifyRequest) => config.rate === 'free'

const nameOf = (who: Who) => (who.kind === 'account' ? `session ${who.session}` : `${who.kind} ${who.id}`)

const isOfFile = ({ routeOptions: { config }, query }: FastifyRequest) =>
  config.rate === 'file' || (config.table !== undefined && (query as { format?: string }).format === 'csv')

const asked = (seconds: number) => ({
  vi: `Quá nhiều yêu cầu trong một phút. Chờ ${seconds} giây rồi thử lại.`,
  en: `Too many requests within a minute. Wait ${seconds} seconds, then try again.`,
})
