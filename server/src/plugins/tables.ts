import type { Db } from '@ioc/sql'
import type { Comparison } from '@ioc/sql/pack'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Table, writeCsv } from '../../contract/index.ts'
import { notesOf, type Told } from '../tables/notes.ts'
import { workbookBytes } from '../tables/workbook.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route whose answer about readings is a table too: how to lay it out. It takes `format`. */
    table?: { columns: readonly string[]; rows(answer: never): Table }
  }
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
type Form = keyof typeof TYPES

interface Asked {
  format?: Form | 'json'
  compare?: Comparison
}

/**
 * Gives the answer of a route, as it stands, as a table to who asks for `format=csv` or `format=xlsx`: what is exported is what is shown.
 * A workbook says on a second sheet all that must be known to understand it alone.
 */
export function answerTables(app: FastifyInstance, db: Db): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const { table } = request.routeOptions.config
    const { format = 'json', compare } = request.query as Asked
    if (!table || format === 'json' || reply.statusCode !== 200) return payload
    const answer = JSON.parse(payload as string) as Told
    const rows = table.rows(answer as never)
    labelTable(request, reply, format)
    if (format === 'csv') return writeCsv(table.columns, rows)
    return workbookBytes(table.columns, rows, await notesOf(db, answer, { compare, address: addressOf(request) }))
  })
}

/** As it was asked for, whole. */
export const addressOf = ({ protocol, host, url }: FastifyRequest): string => `${protocol}://${host}${url}`

/** Says that an answer is a table to be saved, and under which name. */
export function labelTable(request: FastifyRequest, reply: FastifyReply, form: Form): void {
  reply.type(TYPES[form]).header('content-disposition', `attachment; filename="${nameOf(request)}.${form}"`)
}

/** What was asked, in letters every system takes for a file's name: what is saved says what it holds. */
function nameOf({ url }: FastifyRequest): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  searchParams.delete('format')
  const words = [...pathname.split('/').slice(3), ...searchParams.values()]
  return words.map((word) => word.replace(/[^\w.-]+/g, '')).join('_')
}
