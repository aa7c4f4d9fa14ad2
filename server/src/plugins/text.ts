import { Invalid } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'

/** No name in a path and no word of a question holds what PostgreSQL can't keep as text: NUL, half a surrogate pair. */
export function refuseBrokenText(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ params, query }) => {
    assertText(params)
    assertText(query)
  })
}

/** The same of a value read from JSON, its keys included. */
export function assertText(value: unknown): void {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
    throw new Invalid('The question holds a character that is no text (NUL or half a surrogate pair). Leave it out.')
  }
  if (typeof value !== 'object' || value === null) return
  for (const pair of Object.entries(value)) for (const part of pair) assertText(part)
}
