import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Table, writeCsv } from '../../contract/index.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route whose answer is a table too: how to lay it out. It takes `format`. */
    table?: { columns: readonly string[]; rows(answer: never): Table }
  }
}

/** Gives the answer of a route, as it stands, as CSV to who asks for `format=csv`: what is exported is what is shown. */
export function answerTables(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const { table } = request.routeOptions.config
    if (!table || (request.query as { format?: string }).format !== 'csv' || reply.statusCode !== 200) return payload
    const answer = JSON.parse(payload as string) as never
    labelTable(request, reply)
    return writeCsv(table.columns, table.rows(answer))
  })
}

/** Says that an answer is a table to be saved, and under which name. */
export function labelTable(request: FastifyRequest, reply: FastifyReply): void {
  reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${nameOf(request)}.csv"`)
}

/** What was asked, in letters every system takes for a file's name: what is saved says what it holds. */
function nameOf({ url }: FastifyRequest): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  searchParams.delete('format')
  const words = [...pathname.split('/').slice(3), ...searchParams.values()]
  return words.map((word) => word.replace(/[^\w.-]+/g, '')).join('_')
}
