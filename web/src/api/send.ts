import { detailOf, inOurLanguage, Outdated, Refused } from './get.ts'
import { inWorld } from './world.ts'

const GIVE_UP_AFTER_MS = 60_000
const FILE_GIVES_UP_AFTER_MS = 15 * 60_000

/** Sends what a person decided, and answers what became of it. What the server refuses is thrown in its own words. */
export function sendJson(
  path: string,
  body: unknown,
  more: Record<string, string> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<unknown> {
  const headers = { accept: 'application/json', 'content-type': 'application/json', ...more }
  const patience = AbortSignal.any([signal, AbortSignal.timeout(GIVE_UP_AFTER_MS)])
  return send(path, { method: 'POST', headers, body: JSON.stringify(body), signal: patience })
}

/** Sends a file as it is. */
export function putFile(path: string, file: Blob): Promise<unknown> {
  const headers = { accept: 'application/json', 'content-type': file.type || 'application/octet-stream' }
  return send(path, { method: 'PUT', headers, body: file, signal: AbortSignal.timeout(FILE_GIVES_UP_AFTER_MS) })
}

async function send(path: string, request: RequestInit & { headers: Record<string, string> }): Promise<unknown> {
  const response = await fetch(inWorld(path), { ...request, headers: { ...request.headers, ...inOurLanguage() } })
  if (response.ok) return response.json()
  const why = (await detailOf(response)) ?? `${request.method} ${path}: ${response.status}`
  throw response.status === 409 ? new Outdated(why) : new Refused(why)
}
