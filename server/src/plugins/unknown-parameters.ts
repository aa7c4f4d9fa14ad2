import { Invalid } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

/** A parameter nobody reads is refused: «asof» for «asOf» would be answered as if it had not been said. */
export function refuseUnknownParameters(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ query, routeOptions }) => {
    const { url = '', schema } = routeOptions
    if (!url.startsWith('/api/') || url.startsWith('/api/docs')) return
    const known = schema?.querystring instanceof z.ZodObject ? Object.keys(schema.querystring.shape) : []
    const unknown = Object.keys(query as object).find((name) => !known.includes(name))
    if (unknown === undefined) return
    const meant = known.find((name) => name.toLowerCase() === unknown.toLowerCase())
    throw new Invalid(
      `There is no parameter «${unknown}» here.${meant ? ` Write «${meant}».` : known.length > 0 ? ` There are: ${known.join(', ')}.` : ''}`,
    )
  })
}
