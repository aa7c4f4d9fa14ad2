import { Conflict, Invalid, NotFound, Unavailable } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'

const STATUS = new Map<unknown, number>([
  [Invalid, 400],
  [NotFound, 404],
  [Conflict, 409],
  [Unavailable, 503],
])

/** PostgreSQL broke a statement off: it took longer than its pool allows. */
const TOOK_TOO_LONG = '57014'

/** One map from our errors to HTTP (RFC 9457). What we did not foresee reaches the log whole and the caller as a request id. */
export function mapErrors(app: FastifyInstance): void {
  app.setErrorHandler((thrown: Error & { statusCode?: number; code?: string }, request, reply) => {
    const error = thrown.code === TOOK_TOO_LONG ? tookTooLong(thrown) : thrown
    const status = STATUS.get(error.constructor) ?? (error.statusCode && error.statusCode < 500 ? error.statusCode : 500)
    if (status >= 500) request.log.error({ err: error }, 'request failed')
    const detail = status === 500 ? 'Đã xảy ra lỗi ngoài dự kiến. Gửi mã yêu cầu này cho người quản trị.' : error.message
    return reply
      .code(status)
      .type('application/problem+json')
      .send({ title: titleOf(status), status, detail, requestId: request.id })
  })
}

function tookTooLong(cause: Error): Error & { statusCode?: number } {
  return new Unavailable('The question took too long. Ask for a shorter period or a longer step.', { cause })
}

function titleOf(status: number): string {
  if (status === 404) return 'Not found'
  if (status === 503) return 'Unavailable'
  return status >= 500 ? 'Unexpected error' : 'Invalid request'
}
