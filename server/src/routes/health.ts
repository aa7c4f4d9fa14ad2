import { setTimeout as sleep } from 'node:timers/promises'
import { currentProvince, type Database, type Replicated } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'

const ANSWER_WITHIN_MS = 1_500
const config = { permission: 'anyone', rate: 'free' } as const

/** healthz: the process lives. readyz: it can serve, or why not; and why the read replica, where there is one, is not asked. */
export function healthRoutes(
  app: FastifyInstance,
  database: Database,
  isStopping: () => boolean,
  replicated?: Pick<Replicated, 'trouble'>,
): void {
  app.get('/healthz', { config }, async () => ({ status: 'ok' }))
  app.get('/readyz', { config }, async (_, reply) => {
    const slow = sleep(ANSWER_WITHIN_MS, 'The database does not answer in time.', { ref: false })
    const reason = isStopping() ? 'The server is stopping.' : await Promise.race([whyNotReady(database), slow])
    if (reason === null) return { status: 'ready', ...(replicated && { replica: replicated.trouble() ?? 'asked' }) }
    return reply.code(503).send({ status: 'not ready', reason })
  })
}

async function whyNotReady({ db }: Database): Promise<string | null> {
  try {
    await currentProvince(db)
    return null
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    if (code === '42P01') return 'The database has no tables yet: migrations have not run.'
    return code ? `The database does not answer (${code}).` : message
  }
}
