import { randomUUID } from 'node:crypto'
import { type FastifyInstance, type FastifyReply, LogController } from 'fastify'

// Every request has an id that no other has, of whichever server: its lines of the log bear it (`request`), the audit names it, its answer
// says it as x-request-id and a problem as `requestId`. It is ours: what a caller says of itself would let two requests look like one.

export const requestIds = () => ({
  genReqId: () => `req-${randomUUID()}`,
  logController: new LogController({ requestIdLogLabel: 'request' }),
})

const HEADER = 'x-request-id'

/** What the router itself refuses passes no hook, and says it by itself. */
export const sayId = (reply: FastifyReply): FastifyReply => reply.header(HEADER, reply.request.id)

export function tellIds(app: FastifyInstance): void {
  app.addHook('onRequest', async (_, reply) => void sayId(reply))
}
