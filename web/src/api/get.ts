import { answered } from './answering.ts'
import { asDisplay } from './display.ts'
import { signedOut } from './signed-out.ts'
import { inWorld } from './world.ts'

export class NotThere extends Error {}

/** The server could not be reached, or took longer than anybody waits. */
export class Unanswered extends Error {}

/** The server’s answer is not what the contract says. */
export class Unreadable extends Error {}

/** The server answered, and said why not: asking again will not help. */
export class Refused extends Error {}

/** Refused to whoever asks, and not for how it was asked. */
export class Forbidden extends Refused {}

/** Refused because somebody else has changed the same since it was looked at. */
export class Outdated extends Refused {}

const GIVE_UP_AFTER_MS = 8_000
const ACCOUNT = '/account'

/** An answer held to its shape; throws Unreadable where it has another. */
export function heldTo<T>(shape: { parse(answer: unknown): T }, answer: unknown): T {
  try {
    return shape.parse(answer)
  } catch (error) {
    console.error(error)
    throw new Unreadable()
  }
}

/**
 * What the server answers, which has held it to its contract. A wall takes it at its word: what checks it once more weighs a tenth of all
 * a wall loads. The desk checks, since what is typed there rests on it.
 */
export async function getJson<Answer = unknown>(
  path: string,
  signal: AbortSignal,
  giveUpAfterMs = GIVE_UP_AFTER_MS,
): Promise<Answer> {
  const response = await ask(path, {
    headers: { accept: 'application/json', ...inOurLanguage() },
    signal,
    giveUpAfterMs,
  })
  if (response.ok) return response.json()
  const why = (await detailOf(response)) ?? `GET ${path}: ${response.status}`
  if (response.status === 404) throw new NotThere(why)
  if (response.status === 403) throw new Forbidden(why)
  // What came too often may come again later.
  if (response.status < 500 && response.status !== 429) throw new Refused(why)
  throw new Error(why)
}

/** What the server changes nothing without: no page of another origin can send it. */
const FROM_HERE = { 'x-ioc': '1' }

/** There a refusal is of what was entered, and not of who entered it. */
const SIGNS_IN = /^\/api\/(sign-in|invitations\/)/

interface Asked extends RequestInit {
  headers?: Record<string, string>
  signal: AbortSignal
  giveUpAfterMs: number
}

/** Throws Unanswered where nothing came; whoever asks may take it back by `signal`. */
export async function ask(path: string, { signal, giveUpAfterMs, ...request }: Asked): Promise<Response> {
  const patience = AbortSignal.timeout(giveUpAfterMs)
  const headers = { ...request.headers, ...asDisplay(), ...(request.method !== undefined && FROM_HERE) }
  try {
    const response = await fetch(inWorld(path), { ...request, headers, signal: AbortSignal.any([signal, patience]) })
    answered(true)
    if (response.status === 401 && !SIGNS_IN.test(path)) signedOut(true)
    if (response.headers.get('x-ioc-wants') === 'second-step') toSecondStep()
    return response
  } catch (error) {
    if (signal.aborted) throw error
    // One that is slow is not gone.
    if (!patience.aborted) answered(false)
    throw new Unanswered(`${path}: ${String(error)}`)
  }
}

/** Where whoever is to have a second step sets it up; they come back from there. */
function toSecondStep(): void {
  if (location.pathname === ACCOUNT) return
  location.assign(`${ACCOUNT}?${new URLSearchParams({ to: `${location.pathname}${location.search}` })}`)
}

/** What is refused is refused in the language of the screen. */
export function inOurLanguage(): Record<string, string> {
  return { 'accept-language': document.documentElement.lang || 'vi' }
}

/** What a problem (RFC 9457) says in words. */
export async function detailOf(response: Response): Promise<string | null> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return null
  const { detail } = (await response.json()) as { detail?: unknown }
  return typeof detail === 'string' ? detail : null
}
