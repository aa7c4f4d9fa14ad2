import { listTokens, makeToken, withdrawToken } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { MakeTokenAsk, TokenAnswer, TokenMade } from '../../contract/index.ts'
import { personOf } from '../access/guard.ts'
import type { TileContext } from '../tiles/context.ts'
import { describeToken, readScope } from './access-answers.ts'

const tags = ['tokens']
const config = { permission: 'accounts.manage' } as const

/** What machines sign in with: Authorization: Bearer, with the permissions of one token and no more. */
export function tokenRoutes(app: FastifyInstance, { database: { db }, units }: Pick<TileContext, 'database' | 'units'>): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/tokens',
    { config, schema: { tags, summary: 'The tokens that were not withdrawn', response: { 200: z.array(TokenAnswer) } } },
    async () => (await listTokens(db)).map((token) => describeToken(units, token)),
  )

  api.post(
    '/api/tokens',
    {
      config,
      schema: {
        tags,
        summary: 'Makes a token, told now and never again',
        body: MakeTokenAsk,
        response: { 200: TokenMade },
      },
    },
    async (request) => {
      const { name } = personOf(request)
      const { scope, ...asked } = request.body
      return makeToken(db, { ...asked, scope: readScope(units, scope), by: name })
    },
  )

  api.post(
    '/api/tokens/:token/withdraw',
    {
      config,
      schema: {
        tags,
        summary: 'Nothing signs in with it from now on',
        params: z.object({ token: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
        response: { 200: z.object({ token: z.number() }) },
      },
    },
    async ({ params: { token } }) => {
      await withdrawToken(db, token)
      return { token }
    },
  )
}
