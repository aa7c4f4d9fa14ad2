import { ask, detailOf, inOurLanguage, Outdated, Refused } from './get.ts'

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
  return send(path, { method: 'POST', headers, body: JSON.stringify(body), signal, giveUpAfterMs: GIVE_UP_AFTER_MS })
}

/** The same of what takes the place of what was there. */
export function putJson(path: string, body: unknown): Promise<unknown> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  const { signal } = new AbortController()
  return send(path, { method: 'PUT', headers, body: JSON.stringify(body), signal, giveUpAfterMs: GIVE_UP_AFTER_MS })
}

/** Sends a file as it is. */
export function putFile(path: string, file: Blob): Promise<unknown> {
  const headers = { accept: 'application/json', 'content-type': file.type || 'application/octet-stream' }
  const { signal } = new AbortController()
  return send(path, { method: 'PUT', headers, body: file, signal, giveUpAfterMs: FILE_GIVES_UP_AFTER_MS })
}

async function send(path: string, request: Parameters<typeof ask>[1] & { headers: Record<string, string> }): Promise<unknown> {
  const response = await ask(path, { ...request, headers: { ...request.headers, ...inOurLanguage() } })
  if (response.ok) return response.json()
  const why = (await detailOf(response)) ?? `${request.method} ${path}: ${response.status}`
  throw response.status === 409 ? new Outdated(why) : new Refused(why)
}
