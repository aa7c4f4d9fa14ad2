import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import compress from '@fastify/compress'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { refuseAddress } from './errors.ts'

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

/** Of a file there is. */
const LONGEST_ADDRESS = 2_400
const TOO_LONG = { code: 'FST_ERR_MAX_PARAM_LENGTH', statusCode: 414 }

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
  // What is too long for any other route would be looked for among the files.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.url === '/*' && request.url.length > LONGEST_ADDRESS) refuseAddress(TOO_LONG, request, reply)
    else done()
  })
  await app.register(staticFiles, { root: DIST, index: false, dotfiles: 'deny', maxAge: '1h', immutable: false })
  for (const screen of SCREENS) app.get(screen, OPEN, (_, reply) => reply.sendFile('index.html', { maxAge: 0 }))
  app.get('/', OPEN, (_, reply) => reply.redirect('/wall'))
}
