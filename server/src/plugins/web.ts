import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const DIST = join(import.meta.dirname, '../../../web/dist')
const SCREENS = [
  '/wall',
  '/wall/:scene',
  '/screen',
  '/preview',
  '/console',
  '/console/*',
  '/explore',
  '/shared/:token',
  '/open',
  '/open/:id',
]

let page = { at: 0, script: '' }

/** The script of the page as it is served now: another page is another build. Empty where none is built. */
export function servedPage(): string {
  const path = join(DIST, 'index.html')
  const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (at === 0) return ''
  if (at !== page.at) page = { at, script: /<script[^>]* src="([^"]+)"/.exec(readFileSync(path, 'utf8'))?.[1] ?? '' }
  return page.script
}

/** The browser's part, from this host alone: no page may load or call anything elsewhere. */
export async function serveWeb(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // Charts write style attributes; no style sheet or script may come from markup.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        // The desk shows a scene that is being laid out as a wall will show it (/preview).
        frameAncestors: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  })
  await app.register(compress)
  if (!existsSync(DIST)) return
  await app.register(staticFiles, { root: DIST, index: false, dotfiles: 'deny', maxAge: '1h', immutable: false })
  for (const screen of SCREENS) app.get(screen, (_, reply) => reply.sendFile('index.html', { maxAge: 0 }))
  app.get('/', (_, reply) => reply.redirect('/wall'))
}
