import { actingAs, type Db, tellAudit } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import { actorOf } from '../access/guard.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** It shows what is kept out of sight elsewhere: a record as its source wrote it, with what somebody may have left in it. */
    reveals?: boolean
  }
}

/**
 * The audit tells who took what out of the house as a file and who looked at what is hidden elsewhere, before they have it: what can’t be
 * told is not given. Of what is open to all nobody is told.
 */
export function auditReads(app: FastifyInstance, db: Db): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const { config, url = '' } = request.routeOptions
    const file = reply.getHeader('content-disposition')
    const action = file !== undefined ? 'exported' : config.reveals ? 'revealed' : null
    if (action === null || reply.statusCode !== 200 || request.method !== 'GET' || !request.who) return payload
    const detail = { address: request.url, ...(file !== undefined && { file: String(file) }) }
    await actingAs(actorOf(request), () => tellAudit(db, { action, entity: url, id: null, detail }))
    return payload
  })
}
