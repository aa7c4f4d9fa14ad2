import { auditedEntities, type Database, findAudit, parseAsOf } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AuditAnswer } from '../../contract/index.ts'
import { describeAudit } from './access-answers.ts'

const tags = ['audit']
const config = { permission: 'audit.read' } as const
const AT_ONCE = 100
const text = z.string().max(200)
const instant = z.string().max(40).describe('An instant, or a day for its end')

/** Who did what, as it was told when it was done. */
export function auditRoutes(app: FastifyInstance, { db }: Database): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/audit',
    {
      config,
      schema: {
        tags,
        summary: 'The entries of the audit that fit, the newest first',
        querystring: z.object({
          by: text.optional().describe('A person, a machine or a display, by the name it goes by'),
          entity: text.optional(),
          id: text.optional(),
          action: text.optional(),
          words: text.optional().describe('Anywhere in an entry'),
          from: instant.optional(),
          to: instant.optional(),
          before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
          limit: z.coerce.number().int().min(1).max(1_000).default(AT_ONCE),
        }),
        response: { 200: AuditAnswer },
      },
    },
    async ({ query: { from, to, ...query } }) => {
      const now = new Date()
      const time = {
        from: from === undefined ? undefined : parseAsOf(from, now),
        to: to === undefined ? undefined : parseAsOf(to, now),
      }
      const entries = await findAudit(db, { ...query, ...time })
      return { entries: entries.map(describeAudit), next: entries.length === query.limit ? (entries.at(-1)?.id ?? null) : null }
    },
  )

  api.get(
    '/api/audit/entities',
    { config, schema: { tags, summary: 'Of what the audit tells', response: { 200: z.array(z.string()) } } },
    async () => auditedEntities(db),
  )
}
