import type { Doer, Hand } from '@ioc/sql'
import type { FastifyRequest } from 'fastify'
import { personOf } from './guard.ts'

/** The person who proposes, signs or decides: a machine does none of these. */
export function doerOf(request: Pick<FastifyRequest, 'who'>): Doer {
  const { id, name } = personOf(request)
  return { account: id, by: name }
}

/** Whoever asks, to tell them what they could do: nothing is done. */
export function whoAsks({ who }: Pick<FastifyRequest, 'who'>): Hand {
  return { account: who?.kind === 'account' ? who.id : null, by: who?.name ?? '' }
}
