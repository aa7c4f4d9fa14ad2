import cookie from '@fastify/cookie'
import { Forbidden } from '@ioc/sql'
import { Classification } from '@ioc/sql/pack'
import type { FastifyInstance } from 'fastify'
import { isSecure } from '../access/who.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** It says nothing that visitors may not see: it masks what it answers, or has no figures in it. */
    visitors?: boolean
  }
  interface FastifyRequest {
    /** Up to which classification its browser may show while visitors stand before it; null while none do. */
    visitors: Classification | null
  }
}

/** As the session’s: no other host and no plain connection can set it, or put another over it, where the address people use is https. */
const cookieName = () => (isSecure() ? '__Host-visitors' : 'visitors')
const DAYS_30_S = 30 * 86_400
/** What is served without being asked for by name: pages, scripts, fonts. And whether the server lives, and who is signed in. */
const OF_NOBODY =
  /^\/(\*|healthz|readyz)?$|^\/(wall|screen|preview|console|open|sign-in|account)\b|^\/api\/(sign-in\b|sign-out$|me$|invitations\b)/

/**
 * While visitors stand before a display, its browser is told nothing above what they may see: a route answers only where it says that it
 * can, and everything else is refused, so that one that is added later is refused as well. The browser carries it in a cookie, so that a
 * page opened beside the wall, or loaded anew, is no way around it.
 */
export async function keepFromVisitors(app: FastifyInstance): Promise<void> {
  await app.register(cookie)
  app.decorateRequest('visitors', null)
  app.addHook('onRequest', async (request) => {
    const { url = '', config } = request.routeOptions
    const said = request.cookies[cookieName()]
    if (said === undefined) return
    // What cannot be read is a room of which nothing is known: only what anybody may see.
    request.visitors = Classification.catch('open').parse(said)
    if (config.visitors || OF_NOBODY.test(url)) return
    throw new Forbidden({
      vi: 'Đang có khách nên phần này không mở. Nhấn phím v trên màn hình chiếu để thôi chế độ có khách, rồi mở lại.',
      en: 'Visitors are here, so this does not open. Press v on the wall to leave visitor mode, then open it again.',
    })
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.routeOptions.config.visitors) reply.header('vary', 'cookie')
  })
}

/** Up to which classification the browser that sent a header of cookies may show; null while no visitors stand before it. */
export function visitorsIn(header: string | undefined): Classification | null {
  const name = `${cookieName()}=`
  const said = (header ?? '')
    .split(/;\s*/)
    .find((each) => each.startsWith(name))
    ?.slice(name.length)
  return said === undefined ? null : Classification.catch('open').parse(said)
}

/** The header that makes a browser carry it, or no longer. */
export function cookieOf(app: FastifyInstance, visitors: Classification | null): string {
  const maxAge = visitors === null ? 0 : DAYS_30_S
  const kept = { path: '/', httpOnly: true, sameSite: 'strict' as const, secure: isSecure(), maxAge }
  return app.serializeCookie(cookieName(), visitors ?? '', kept)
}
