import { Conflict, Invalid, NotFound, Unavailable } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import type { FastifyInstance } from 'fastify'
import { languageOf } from './language.ts'
import { wantedInEnglish } from './wanted.ts'

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
    if (status === 500) request.log.error({ err: error }, 'request failed')
    else if (status === 503) request.log.warn({ why: error.message, cause: error.cause }, 'refused for now')
    const language = languageOf(request)
    const wanted = language === 'en' ? wantedInEnglish(error.message) : error.message
    const detail = (status === 500 ? UNFORESEEN : saidBy(error))?.[language] ?? wanted
    return reply
      .code(status)
      .type('application/problem+json')
      .send({ title: titleOf(status), status, detail, requestId: request.id })
  })
}

const UNFORESEEN = {
  vi: 'Đã xảy ra lỗi ngoài dự kiến. Gửi mã yêu cầu này cho người quản trị.',
  en: 'Something unforeseen went wrong. Send the id of this request to the administrator.',
}

function saidBy(error: Error & { said?: Localised | null }): Localised | null {
  return error.said ?? null
}

const TOO_LONG = {
  vi: 'Câu hỏi mất quá nhiều thời gian. Hỏi kỳ ngắn hơn hoặc bước dài hơn.',
  en: 'The question took too long. Ask for a shorter period or a longer step.',
}

function tookTooLong(cause: Error): Error & { statusCode?: number } {
  return new Unavailable(TOO_LONG, { cause })
}

function titleOf(status: number): string {
  if (status === 404) return 'Not found'
  if (status === 503) return 'Unavailable'
  return status >= 500 ? 'Unexpected error' : 'Invalid request'
}
