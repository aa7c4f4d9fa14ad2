import { maskIdentifiers } from './mask.ts'

/** An error as a log tells it. */
interface ToldError {
  type: string
  code?: string | undefined
  message: string
  stack: string
  cause?: ToldError | undefined
}

const DEEPEST = 3
/** PostgreSQL quotes in these what somebody sent: data exceptions (22…), and what breaks a syntax (42601). */
const QUOTES_WHAT_WAS_SENT = /^(?:22...|42601)$/

/**
 * What a log may know of an error: its kind, where it arose, and its sentence without what points at persons. What else an error carries is left
 * out: PostgreSQL’s detail is the row, a parser’s packet the request with its password.
 */
export function toldError(thrown: unknown, deep = 0): ToldError {
  const { name, code, message, stack, cause } = (thrown instanceof Error ? thrown : new Error(String(thrown))) as Error & {
    code?: unknown
  }
  const said = typeof code === 'string' && QUOTES_WHAT_WAS_SENT.test(code) ? message.replaceAll(/"[^"]*"/g, '"…"') : message
  return {
    type: name,
    code: typeof code === 'string' ? code : undefined,
    message: maskIdentifiers(said),
    // Its first lines are the sentence again.
    stack: (stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    cause: cause === undefined || deep === DEEPEST ? undefined : toldError(cause, deep + 1),
  }
}
