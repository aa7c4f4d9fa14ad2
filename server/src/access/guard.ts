import { type Actor, actingAs, asOneAnswer, type Db, OPEN, seeingAs } from '@ioc/sql'
import { PERMISSIONS, type Permission } from '@ioc/sql/accounts'
import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction, RouteOptions } from 'fastify'
import { z } from 'zod'
import { By } from '../../contract/by.ts'
import { assertFromHere, mayChange } from './from-here.ts'
import type { Counted } from './rates.ts'
import { NotAllowed, SecondStepWanted, SignInWanted } from './refusals.ts'
import { type Person, type Who, whoIs } from './who.ts'

/** What a route asks of whoever comes: nothing, that they are signed in, one permission, or any of several. */
type Asked = 'anyone' | 'signed-in' | Permission | readonly Permission[]

interface GuardedRoute {
  method: string
  url: string
  asked: Asked
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route there is, with what it asks. */
    guarded: readonly GuardedRoute[]
  }
  interface FastifyContextConfig {
    permission?: Asked
    /** Also of whoever is to set up the second step before anything else: it is how they do. */
    owing?: boolean
  }
  interface FastifyRequest {
    /** Null where nobody is signed in. */
    who: Who | null
  }
}

/** Routes that plugins add, and say nothing of permissions: the page and its files, the description of the API. */
const OF_PLUGINS: [RegExp, Asked][] = [
  [/^\/\*$/, 'anyone'],
  [/^\/api\/docs(\/|$)/, 'signed-in'],
]

const askedBy = ({ url, config }: Pick<RouteOptions, 'url' | 'config'>): Asked | undefined =>
  config?.permission ?? OF_PLUGINS.find(([routes]) => routes.test(url))?.[1]

/**
 * Every request is of somebody, who is told by a session’s cookie, a machine’s token or a display’s; every route says what it asks of
 * them. A route that says nothing keeps the server from starting: it was not thought about.
 */
export function guardRoutes(app: FastifyInstance, db: Db, counted: Counted): void {
  const routes: GuardedRoute[] = []
  app.decorate('guarded', routes)
  app.decorateRequest('who', null)
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) routes.push({ method, url: route.url, asked: askedBy(route) as Asked })
  })
  app.addHook('onReady', async () => {
    const undecided = routes.filter(({ asked }) => asked === undefined).map(({ method, url }) => `${method} ${url}`)
    if (undecided.length > 0) throw new Error(`Say in config.permission who may use: ${undecided.join(', ')}`)
  })
  app.addHook('onRequest', async (request) => {
    const asked = askedBy({ url: request.routeOptions.url ?? '', config: request.routeOptions.config })
    const { authorization, cookie } = request.headers
    // Pages and their files are nobody’s: no look at the database for each.
    if (asked === 'anyone' && request.method === 'GET') return counted.asked(request, null)
    request.who = await whoIs(db, { authorization, cookie })
    await counted.asked(request, request.who)
    assertFromHere(request)
    if (asked === undefined || asked === 'anyone') return
    if (!request.who) throw new SignInWanted()
    if (request.who.kind === 'account' && request.who.owesSecondStep && !request.routeOptions.config.owing)
      throw new SecondStepWanted()
    if (asked !== 'signed-in') assertMay(request, ...(typeof asked === 'string' ? [asked] : asked))
  })
  app.addHook('onRequest', asThem)
  // Once more: a body that came in pieces is read on behalf of the connection, which may be another's.
  app.addHook('preValidation', asThem)
  app.addHook('preValidation', fillBy)
}

/**
 * What goes on for a request is held to what whoever sent it may see and, where it may change something, done in their name; where it may
 * not, it is one answer.
 */
function asThem(request: FastifyRequest, _: FastifyReply, done: HookHandlerDoneFunction): void {
  seeingAs(request.who?.scope ?? OPEN, () =>
    mayChange(request.method) ? actingAs(actorOf(request), done) : asOneAnswer(() => done()),
  )
}

/** Whoever sends it, as the audit names them. */
export const actorOf = ({ who, id, ip: address }: FastifyRequest): Actor =>
  who ? { kind: who.kind, id: who.id, name: who.name, request: id, address } : { kind: 'request', name: id, address }

/** Throws SignInWanted where nobody is signed in, NotAllowed where who is has none of these; also for what is asked within a route. */
export function assertMay({ who }: Pick<FastifyRequest, 'who'>, ...anyOf: Permission[]): void {
  if (!who) throw new SignInWanted()
  const [first] = anyOf
  if (first !== undefined && !anyOf.some((permission) => who.may.has(permission))) throw new NotAllowed(PERMISSIONS[first])
}

/** The person who is signed in, for what only people do. */
export function personOf({ who }: Pick<FastifyRequest, 'who'>): Person {
  if (who?.kind === 'account') return who
  throw new NotAllowed({ vi: 'Dùng tài khoản của người', en: 'Use a person’s account' })
}

/** Who acts is who is signed in, whatever was sent. */
async function fillBy({ body, query, who, routeOptions: { schema } }: FastifyRequest): Promise<void> {
  const said = { by: who?.name ?? '' }
  if (typeof body === 'object' && body !== null && asksWhoActs(schema?.body)) Object.assign(body, said)
  if (asksWhoActs(schema?.querystring)) Object.assign(query as object, said)
}

function asksWhoActs(schema: unknown): boolean {
  if (schema instanceof z.ZodObject) return schema.shape.by === By
  if (schema instanceof z.ZodUnion) return schema.options.some(asksWhoActs)
  return (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) && asksWhoActs(schema.unwrap())
}
