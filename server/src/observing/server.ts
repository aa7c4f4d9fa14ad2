import { type Database, type Replicated, unheardSince } from '@ioc/sql'
import { ObservedProcess, Work } from '@ioc/workers/observing'
import type { FastifyInstance } from 'fastify'
import { Gauge, Registry } from 'prom-client'
import type { Gateway } from '../realtime/gateway.ts'
import { computed, heard } from './happened.ts'

interface Of {
  database: Database
  /** What answers questions, by a pool of its own. */
  questions: Pick<Database, 'pool'>
  gateway: () => Gateway | undefined
  replicated?: Pick<Replicated, 'answered'> | undefined
}

/** What Prometheus is told of a server. */
export function serverMetrics({ gateway, replicated }: Pick<Of, 'gateway' | 'replicated'>) {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Work(registry, 'request', 'requests, from asked to answered,', ['area'])
  const tiles = new Work(registry, 'tile', 'tiles computed for walls')
  const notices = new Work(registry, 'notice', 'news of the ledger, from recorded to heard,')
  new Gauge({
    name: 'ioc_walls_connected',
    help: 'Browsers connected to this server',
    registers,
    collect() {
      this.set(gateway()?.watchers() ?? 0)
    },
  })
  new Gauge({
    name: 'ioc_questions',
    help: 'Questions by who answered: the replica, or the primary as it was late or away; none where there is no replica',
    labelNames: ['by'],
    registers,
    collect() {
      for (const [by, count] of Object.entries(replicated?.answered ?? {})) this.set({ by }, count)
    },
  })
  return { registry, work: { requests, tiles, notices } }
}

/** A server process, observed: what is asked of it, the tiles it computes, how soon it hears of the ledger. */
export function observeServer(app: FastifyInstance, of: Of): ObservedProcess {
  const { database, questions, gateway } = of
  const { registry, work } = serverMetrics(of)
  const { requests, tiles, notices } = work
  app.addHook('onResponse', async (request, reply) => {
    const area = areaOf(request.routeOptions.url)
    // Who looks after the house would otherwise be most of what it does.
    if (area !== null) requests.done(reply.elapsedTime, reply.statusCode >= 500, { area })
  })
  const deaf = [
    computed.hear(({ ms, failed }) => tiles.done(ms, failed)),
    heard.hear(({ ms }) => {
      for (const each of ms) notices.done(Math.max(0, each), false)
    }),
  ]
  const observed = new ObservedProcess(database.db, registry, {
    kind: 'server',
    pools: [database.pool, questions.pool],
    work,
    more: async () => ({ walls: gateway()?.watchers() ?? 0, unheard: await unheard() }),
  })
  async function unheard() {
    const open = gateway()
    return open ? unheardSince(database.db, open.position()) : null
  }
  app.addHook('onClose', async () => {
    for (const stop of deaf) stop()
    await observed.close()
  })
  return observed
}

const PROBES = ['/healthz', '/readyz', '/metrics']

/** The first word of an address of the API, so that there are few; null of what only looks whether the server lives. */
function areaOf(route: string | undefined): string | null {
  if (route === undefined) return 'nowhere'
  if (PROBES.includes(route)) return null
  return /^\/api\/([\w-]+)/.exec(route)?.[1] ?? 'pages'
}
