import { inWorld } from './world.ts'

export class NotThere extends Error {}

/** The server’s answer is not what the contract says. */
export class Unreadable extends Error {}

/** The server answered, and said why not: asking again will not help. */
export class Refused extends Error {}

/** Refused to whoever asks, and not for how it was asked. */
export class Forbidden extends Refused {}

/** Refused because somebody else has changed the same since it was looked at. */
export class Outdated extends Refused {}

const GIVE_UP_AFTER_MS = 8_000

/**
 * What the server answers, which has held it to its contract. A wall takes it at its word: what checks it once more weighs a tenth of all
 * a wall loads. The desk checks, since what is typed there rests on it.
 */
export async function getJson<Answer = unknown>(
  path: string,
  signal: AbortSignal,
  giveUpAfterMs = GIVE_UP_AFTER_MS,
): Promise<Answer> {
  const response = await fetch(inWorld(path), {
    headers: { accept: 'application/json', ...inOurLanguage() },
    signal: AbortSignal.any([signal, AbortSignal.timeout(giveUpAfterMs)]),
  })
  if (response.ok) return response.json()
  const why = (await detailOf(response)) ?? `GET ${path}: ${response.status}`
  if (response.status === 404) throw new NotThere(why)
  if (response.status === 403) throw new Forbidden(why)
  if (response.status < 500) throw new Refused(why)
  throw new Error(why)
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
