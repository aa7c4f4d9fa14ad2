import { NotFound } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { TileState } from '../../contract/index.ts'
import type { Gateway } from '../realtime/gateway.ts'

/** A tile's newest state, the same the socket sends. */
export function tileRoutes(app: FastifyInstance, gateway: () => Gateway): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/api/tiles/:id',
      { schema: { params: z.object({ id: z.string().regex(/^[a-z0-9._-]{1,128}$/) }), response: { 200: TileState } } },
      async ({ params }) => {
        const { board } = gateway()
        if (!board.knows(params.id)) throw new NotFound(`There is no tile «${params.id}».`)
        return board.refresh(params.id)
      },
    )
}
