import { cookieOf, SOMEBODY } from './people.ts'

// What a test asks of a server under test it asks as somebody who is signed in: whoever it says acts (`by`), or anybody.

// Files may share a process, and each loads this anew.
const world = globalThis as { iocServers?: Set<string>; iocFetch?: typeof fetch }
world.iocServers ??= new Set()
world.iocFetch ??= globalThis.fetch
const { iocServers: servers, iocFetch: plain } = world

/** With it a request is sent as it stands, signed in as nobody. */
export const NOBODY = { 'x-nobody': '1' }

/** From now on what is asked there is asked by somebody. */
export const signInAt = (url: string): void => void servers.add(new URL(url).origin)

globalThis.fetch = Object.assign(async (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
  const url = new URL(input instanceof Request ? input.url : input)
  if (!servers.has(url.origin)) return plain(input, init)
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}))
  signInHeaders(headers, url, init?.body)
  return plain(input, { ...init, headers })
}, plain)

/** Adds what a browser of ours would send. */
export function signInHeaders(headers: Headers, url: URL, body: unknown): void {
  if (headers.has('x-nobody')) {
    headers.delete('x-nobody')
    return
  }
  if (headers.has('authorization')) return
  const cookies = headers.get('cookie')
  if (cookies?.includes('ioc-session=')) return
  headers.set('cookie', [cookieOf(whoActs(url, body)), ...(cookies ? [cookies] : [])].join('; '))
  headers.set('x-ioc', '1')
}

function whoActs(url: URL, body: unknown): string {
  const asked = /\/(shares|files\/[^/]+)$/.test(url.pathname) ? url.searchParams.get('by') : null
  if (asked) return asked
  try {
    const said = typeof body === 'string' ? (JSON.parse(body) as { by?: unknown } | null) : (body as { by?: unknown } | null)
    return typeof said?.by === 'string' && said.by.trim() !== '' ? said.by : SOMEBODY
  } catch {
    return SOMEBODY
  }
}
