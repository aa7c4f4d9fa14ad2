import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { Visitors } from '../../contract/index.ts'
import { cookieOf } from '../plugins/visitors.ts'

/** A browser is told that visitors have come before its display, or have gone. */
export function visitorRoutes(app: FastifyInstance): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/visitors',
    {
      config: { permission: 'figures.read', visitors: true },
      schema: {
        tags: ['wall'],
        summary: 'Masks what this browser is told above a classification while visitors are there, or no longer',
        body: Visitors,
        response: { 200: Visitors },
      },
    },
    async ({ body }, reply) => {
      reply.header('set-cookie', cookieOf(app, body.visitors))
      return body
    },
  )
}
