import { actingAs } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What a request changes, the audit says was changed by it. */
export function nameRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _, done) => {
    if (READS.has(request.method)) return done()
    actingAs({ kind: 'request', name: request.id, address: request.ip }, done)
  })
}
