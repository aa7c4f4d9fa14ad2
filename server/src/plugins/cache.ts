import { createHash } from 'node:crypto'
import { type Db, ledgerPosition, type Question, sayHeard } from '@ioc/sql'
import type { FastifyReply, FastifyRequest } from 'fastify'

const MINUTE_MS = 60_000

/**
 * Tags the answer to a question by what it depends on: how far the ledger has got, the definitions and units, the minute it speaks
 * from, when each of its sources was heard and whether it keeps its promise. Answers 304 and true where the caller holds it already.
 */
export async function isUnchanged(
  db: Db,
  request: FastifyRequest,
  reply: FastifyReply,
  { definitions, units, indicator, moment }: Question,
): Promise<boolean> {
  const [position, heard] = await Promise.all([ledgerPosition(db), sayHeard(db, indicator.domains, indicator.maxAge, moment)])
  const minute = Math.floor(moment.at.getTime() / MINUTE_MS)
  const said = JSON.stringify([position, request.url, definitions, units.sha256, minute, heard])
  const tag = `W/"${position}-${createHash('sha256').update(said).digest('base64url').slice(0, 16)}"`
  reply.header('etag', tag).header('cache-control', 'private, no-cache')
  if (!isHeld(tag, request.headers['if-none-match'])) return false
  reply.code(304).send()
  return true
}

/** If-None-Match: one tag, a list of them, or `*` for any; compared weakly (RFC 9110, 13.1.2). */
function isHeld(tag: string, held = ''): boolean {
  const opaque = (text: string) => text.trim().replace(/^W\//, '')
  return held.trim() === '*' || held.split(',').map(opaque).includes(opaque(tag))
}
