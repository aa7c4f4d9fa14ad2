import { maskIdentifiers, toldError } from '@ioc/sql'
import type { FastifyBaseLogger, FastifyRequest } from 'fastify'

/**
 * What the log is told of a request: by its route, never by its address, which may hold what somebody looks for, a token or a name; no header, no
 * body. Where it comes from is told, as whoever looks into an incident needs it.
 */
const serializers = {
  req: ({ method, routeOptions, ip }: FastifyRequest) => ({ method, route: routeOptions?.url ?? null, remoteAddress: ip }),
  res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
  err: (error: unknown) => toldError(error),
  cause: (error: unknown) => (error === undefined ? undefined : toldError(error)),
  why: (words: unknown) => maskIdentifiers(String(words)),
}

/** Whoever writes the log, at whichever level, it is told nothing that points at persons but where they come from. */
export const discreet = (log: FastifyBaseLogger): FastifyBaseLogger => log.child({}, { serializers })
