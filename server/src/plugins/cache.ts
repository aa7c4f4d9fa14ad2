import { createHash } from 'node:crypto'
import { type Db, ledgerPosition, type Question, readFreshness } from '@ioc/sql'
import type { FastifyReply, FastifyRequest } from 'fastify'

const MINUTE_MS = 60_000

/**
 * Tags the answer to a question by what it depends on: how far the ledger has got, the definitions, and, where it speaks of
 * now, the minute and whether its source keeps its promise. Answers 304 and true where the caller holds it already.
 */
export async function isUnchanged(
  db: Db,
  request: FastifyRequest,
  reply: FastifyReply,
  { definitions, indicator, moment }: Question,
): Promise<boolean> {
  const isLive = moment.asOf === null
  const [position, freshness] = await Promise.all([
    ledgerPosition(db),
    isLive ? readFreshness(db, indicator.domain, moment) : null,
  ])
  const live = freshness && { minute: Math.floor(moment.at.getTime() / MINUTE_MS), late: freshness.lateBy > 0 }
  const said = JSON.stringify([position, request.url, definitions, live])
  const tag = `W/"${position}-${createHash('sha256').update(said).digest('base64url').slice(0, 16)}"`
  reply.header('etag', tag).header('cache-control', 'private, no-cache')
  if (request.headers['if-none-match'] !== tag) return false
  reply.code(304).send()
  return true
}
