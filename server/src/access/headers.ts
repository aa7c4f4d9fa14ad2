import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { isSecure } from './who.ts'

const YEAR_S = 31_536_000

/** The same, of an answer that came before any of that was asked and that no page is to show. */
export const nothingToShow = () => ({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  ...(isSecure() && { 'strict-transport-security': `max-age=${YEAR_S}; includeSubDomains` }),
})

/**
 * What every answer tells a browser to beware of. Before anything else is asked of a request, so that a refusal tells it as well. What
 * only some may see is kept by no browser, unless its route says how.
 */
export async function warnBrowsers(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // No style or script comes from markup: what a chart or a page sets of an element, it sets by script.
        styleSrc: ["'self'"],
        styleSrcAttr: ["'none'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        // The desk shows a scene that is being laid out as a wall will show it (/preview).
        frameAncestors: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    // For a year, where people come by https; a browser that was told once comes by nothing else.
    strictTransportSecurity: isSecure() ? { maxAge: YEAR_S } : false,
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.permission !== 'anyone' && request.url.startsWith('/api/'))
      reply.header('cache-control', 'no-store')
  })
}
