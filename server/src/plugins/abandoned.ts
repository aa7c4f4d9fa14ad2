import type { StoppableDatabase } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'

/**
 * Stops what a question still asks of the database when whoever asked has gone: a closed page, a view that was left. Only what reads:
 * what was ordered is done.
 */
export function stopAbandoned(app: FastifyInstance, questions: StoppableDatabase): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method !== 'GET') return done()
    const gone = new AbortController()
    reply.raw.on('close', () => {
      if (!reply.raw.writableFinished) gone.abort()
    })
    questions.during(gone.signal, done)
  })
}
