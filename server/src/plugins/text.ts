import { Invalid } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'

/** Deeper than anything of ours is nested, and not so deep that walking it or writing it as JSON overflows the stack. */
const DEEPEST = 100

/**
 * No name in a path, no word of a question and no text of a JSON body holds what PostgreSQL can't keep as text: NUL, half a
 * surrogate pair. Nor is a body nested without end.
 */
export function refuseBrokenText(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ params, query, body }) => {
    assertText(params)
    assertText(query)
    assertText(body)
  })
}

/** The same of a value read from JSON, its keys included; of what is no JSON, a body taken as it comes, nothing is asked. */
export function assertText(value: unknown, at = '', depth = 0): void {
  if (typeof value === 'string' && isBroken(value)) throw brokenAt(at)
  if (!isPlain(value)) return
  if (depth > DEEPEST) throw new Invalid(TOO_DEEP)
  for (const [key, inner] of Object.entries(value)) {
    if (isBroken(key)) throw brokenAt(at)
    assertText(inner, Array.isArray(value) ? at : key, depth + 1)
  }
}

const isBroken = (text: string) => text.includes('\0') || !text.isWellFormed()

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const kind = Object.getPrototypeOf(value)
  // What a query was read into has an empty prototype of its own.
  return kind === null || kind === Array.prototype || Object.getPrototypeOf(kind) === null
}

const TOO_DEEP = {
  vi: `Nội dung lồng nhau quá ${DEEPEST} tầng. Bỏ bớt tầng rồi gửi lại.`,
  en: `What was sent is nested more than ${DEEPEST} levels deep. Send it flatter.`,
}

function brokenAt(name: string): Invalid {
  const [vi, en] = name === '' ? ['', ''] : [` ở «${name}»`, ` at «${name}»`]
  return new Invalid({
    vi: `Có ký tự không phải chữ (NUL hoặc nửa ký tự ghép)${vi}. Xóa ký tự ấy rồi gửi lại.`,
    en: `There is a character that is no text (NUL or half a surrogate pair)${en}. Leave it out and send again.`,
  })
}
