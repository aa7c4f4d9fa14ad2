import { Conflict, Forbidden, Invalid, isOfDatabase, NotFound, outOfSight, Unavailable } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { nothingToShow } from '../access/headers.ts'
import { FromElsewhere, NotAllowed, SecondStepWanted, TooOften } from '../access/refusals.ts'
import { languageOf } from './language.ts'
import { sayId } from './request-id.ts'
import { wantedInEnglish, withoutPlace } from './wanted.ts'

const TOO_LONG = {
  vi: 'Câu hỏi mất quá nhiều thời gian. Hỏi kỳ ngắn hơn hoặc bước dài hơn.',
  en: 'The question took too long. Ask for a shorter period or a longer step.',
}

const DISK_FULL = {
  vi: 'Ổ đĩa của máy chủ đã đầy nên chưa lưu được gì. Báo người quản trị giải phóng chỗ trống, rồi làm lại.',
  en: 'The server’s disk is full, so nothing was stored. Tell the administrator to free some of it, then do it again.',
}

const TOO_LARGE = {
  vi: 'Nội dung gửi lên lớn hơn mức cho phép. Bỏ bớt rồi gửi lại.',
  en: 'What was sent is larger than is taken here. Send less.',
}

const ADDRESS_TOO_LONG = {
  vi: 'Địa chỉ có một phần dài hơn mức cho phép. Rút ngắn rồi gửi lại.',
  en: 'A part of the address is longer than is taken here. Shorten it.',
}

const NO_ADDRESS = {
  vi: 'Địa chỉ không đọc được: có dấu % không đi với hai chữ số mười sáu. Sửa rồi gửi lại.',
  en: 'The address can’t be read: a percent sign stands without two hexadecimal digits. Mend it.',
}

const NOTHING_HERE = {
  vi: 'Địa chỉ này không có gì. Xem lại địa chỉ; các địa chỉ của API ở /api/docs.',
  en: 'There is nothing at this address. Look at it again; those of the API are at /api/docs.',
}

const NO_DATABASE = {
  vi: 'Cơ sở dữ liệu chưa trả lời. Thử lại sau ít giây; nếu kéo dài, báo người quản trị.',
  en: 'The database does not answer. Try again in some seconds; if that goes on, tell the administrator.',
}

const ONLY_READS = {
  vi: 'Cơ sở dữ liệu đang ở chế độ chỉ đọc (bảo trì hoặc chuyển máy chủ) nên chưa lưu được gì. Thử lại sau ít phút; nếu kéo dài, báo người quản trị.',
  en: 'The database only reads at present (maintenance, or a change of servers), so nothing was stored. Try again in some minutes; if that goes on, tell the administrator.',
}

const NOT_PERMITTED = '42501'

const STATUS = new Map<unknown, number>([
  [Invalid, 400],
  [Forbidden, 403],
  [NotFound, 404],
  [Conflict, 409],
  [Unavailable, 503],
])

/** What passes, or an administrator mends, by the code PostgreSQL or the system gives it. Nothing was stored. */
const FOR_NOW = new Map<string | undefined, Localised>([
  // It took longer than its pool allows.
  ['57014', TOO_LONG],
  ...['53100', 'ENOSPC'].map((code): [string, Localised] => [code, DISK_FULL]),
  ['25006', ONLY_READS],
  // A replica’s question in the way of what it has to take over.
  ['40001', NO_DATABASE],
])

/** One map from our errors to HTTP (RFC 9457). What we did not foresee reaches the log whole and the caller as a request id. */
export function mapErrors(app: FastifyInstance): void {
  app.setErrorHandler((thrown: Error & { statusCode?: number; code?: string }, request, reply) => {
    // Nobody waits for the answer, and what was stopped for that is no failure.
    if (reply.raw.destroyed && request.method === 'GET') return reply.code(499).send()
    const passing = FOR_NOW.get(thrown.code) ?? (isOfDatabase(thrown) ? NO_DATABASE : undefined)
    // Whoever writes of what they may not see is refused by the database, if by nobody before.
    const isUnseen = thrown.code === NOT_PERMITTED
    if (isUnseen) request.log.warn({ err: thrown }, 'refused by the database')
    const error: Error & { statusCode?: number } = passing
      ? new Unavailable(passing, { cause: thrown })
      : isUnseen
        ? outOfSight()
        : thrown
    const status = STATUS.get(error.constructor) ?? (error.statusCode && error.statusCode < 500 ? error.statusCode : 500)
    tellOfRefusal(request, thrown, status)
    if (status === 500) request.log.error({ err: error }, 'request failed')
    else if (status === 503)
      // What we refuse by ourselves, such as news of a source whose past is being read, is no trouble.
      request.log[error.cause ? 'warn' : 'info']({ why: error.message, cause: error.cause }, 'refused for now')
    const language = languageOf(request)
    const said = withoutPlace(error.message)
    const wanted = language === 'en' ? wantedInEnglish(said) : said
    const foreseen = thrown.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? TOO_LARGE : saidBy(error)
    const detail = (status === 500 ? unforeseen(request.id) : foreseen)?.[language] ?? wanted
    if (thrown instanceof TooOften) reply.header('retry-after', thrown.retryAfterS)
    // A page goes where it is set up.
    if (thrown instanceof SecondStepWanted) reply.header('x-ioc-wants', 'second-step')
    return reply
      .code(status)
      .type('application/problem+json')
      .send({ title: titleOf(status), status, detail, requestId: request.id })
  })
  app.setNotFoundHandler((request, reply) => {
    // Fastify’s own words on it quote the address.
    request.log.info({ req: request }, 'no such route')
    const detail = NOTHING_HERE[languageOf(request)]
    return reply
      .code(404)
      .type('application/problem+json')
      .send({ title: titleOf(404), status: 404, detail, requestId: request.id })
  })
}

/** What the router refuses before there is a route, so that nothing of ours has been asked yet: nobody is told apart, and no browser keeps it. */
export function refuseAddress(
  { code, statusCode: status = 400 }: Pick<FastifyError, 'code' | 'statusCode'>,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  request.log.info({ req: request }, 'refused: address')
  const detail = (code === 'FST_ERR_MAX_PARAM_LENGTH' ? ADDRESS_TOO_LONG : NO_ADDRESS)[languageOf(request)]
  sayId(reply)
    .code(status)
    .headers({ ...nothingToShow(), 'content-type': 'application/problem+json' })
    .send({ title: titleOf(status), status, detail, requestId: request.id })
}

/** Wherever it is shown, so is what finds it in the log. */
const unforeseen = (id: string): Localised => ({
  vi: `Đã xảy ra lỗi ngoài dự kiến. Gửi mã yêu cầu này cho người quản trị: ${id}`,
  en: `Something unforeseen went wrong. Send the administrator the id of this request: ${id}`,
})

/** Whoever may be trying what they may not is told of in the log, by number and not by name; what came too often, once a limit. */
function tellOfRefusal(request: FastifyRequest, thrown: Error, status: number): void {
  const why =
    thrown instanceof NotAllowed || thrown instanceof Forbidden
      ? 'not allowed'
      : thrown instanceof FromElsewhere
        ? 'from another origin'
        : thrown instanceof TooOften && thrown.isFirst
          ? 'too often'
          : null
  const { who } = request
  const by = who && { kind: who.kind, id: who.id }
  // People mistype all day.
  if (status === 400) request.log.info({ req: request, by }, 'refused: input')
  if (why === null) return
  request.log.warn({ req: request, by, ...(thrown instanceof TooOften && { limit: thrown.of }) }, `refused: ${why}`)
}

function saidBy(error: Error & { said?: Localised | null }): Localised | null {
  return error.said ?? null
}

function titleOf(status: number): string {
  if (status === 401) return 'Sign-in wanted'
  if (status === 403) return 'Forbidden'
  if (status === 404) return 'Not found'
  if (status === 429) return 'Too many requests'
  if (status === 503) return 'Unavailable'
  return status >= 500 ? 'Unexpected error' : 'Invalid request'
}
