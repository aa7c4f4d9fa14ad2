import type { FastifyRequest } from 'fastify'
import { FromElsewhere } from './refusals.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Whether a request may change something, by its method (RFC 9110, 9.2.1). */
export const mayChange = (method: string): boolean => !SAFE.has(method)

/** No form and no image of another page can send it, and no script of another page may. */
const HEADER = 'x-ioc'

/**
 * What a browser does with its cookie it does for whatever page asks, so a change must come from one of ours: the browser says that the
 * page is of this origin (Sec-Fetch-Site, or Origin where it says only that), and the page sends a header of its own. Machines, which
 * carry a token and no cookie, are not asked.
 */
export function assertFromHere({ method, headers, who }: FastifyRequest): void {
  if (!mayChange(method)) return
  if (headers.authorization !== undefined && who?.kind !== 'account') return
  if (headers.cookie === undefined && headers.origin === undefined && headers['sec-fetch-site'] === undefined) return
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') throw new FromElsewhere()
  if (!isSameOrigin(headers.origin, headers.host)) throw new FromElsewhere()
  if (headers[HEADER] === undefined) throw new FromElsewhere()
}

/** Whether a page of an origin is of the host it calls, or of the address people use where that is said. */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const from = new URL(origin)
  const ours = process.env.IOC_PUBLIC_URL
  if (ours && URL.canParse(ours)) return from.origin === new URL(ours).origin || from.host === host
  return from.host === host
}
