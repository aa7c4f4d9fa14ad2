import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import compress from '@fastify/compress'
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
  '/sign-in',
  '/account',
  '/shared/:token',
  '/open',
  '/open/:id',
]

/** The page itself says nothing; what it asks for does. */
const OPEN = { config: { permission: 'anyone' } } as const

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
  await app.register(compress)
  if (!existsSync(DIST)) return
  await app.register(staticFiles, { root: DIST, index: false, dotfiles: 'deny', maxAge: '1h', immutable: false })
  for (const screen of SCREENS) app.get(screen, OPEN, (_, reply) => reply.sendFile('index.html', { maxAge: 0 }))
  app.get('/', OPEN, (_, reply) => reply.redirect('/wall'))
}
