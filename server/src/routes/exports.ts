import { type Database, tellAudit } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ExportAsk } from '../../contract/index.ts'

/** What a browser makes a file of from what it shows. What the server makes is told by itself (plugins/audited-reads.ts). */
export function exportRoutes(app: FastifyInstance, { db }: Database): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/exports',
    {
      config: { permission: 'signed-in', rate: 'file' },
      schema: {
        tags: ['audit'],
        summary: 'Tells the audit that what a page shows is saved as a file, before it is',
        body: ExportAsk,
        response: { 200: z.object({}) },
      },
    },
    async ({ body: { address, file } }) => {
      await tellAudit(db, { action: 'exported', entity: 'page', id: null, detail: { address, file } })
      return {}
    },
  )
}
