import type { Doer } from '@ioc/sql'
import type { FastifyRequest } from 'fastify'
import { personOf } from '../access/guard.ts'

/** The person who proposes or decides: a machine does neither. */
export function doerOf(request: Pick<FastifyRequest, 'who'>): Doer {
  const { id, name } = personOf(request)
  return { account: id, by: name }
}
