import { accountOfIdentity, actingAs, type Database, markProved, sendOnErrand, takeErrand, tellAudit } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { SignInWays } from '../../contract/index.ts'
import { beginIn } from '../access/begin-session.ts'
import { carryErrand, errandOf, originOf } from '../access/errand-cookie.ts'
import { personOf } from '../access/guard.ts'
import { type Kept, NotAnew, type Oidc, openOidc, TooWeak } from '../access/oidc.ts'
import type { Tries } from '../access/tries.ts'

const tags = ['sign-in']
const config = { permission: 'anyone' } as const
const ACCOUNT = '/account'
/** Whatever a page is asked to come back to is a page of ours. */
const Page = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[^\\\s]*$/, 'Chỉ quay lại một trang của hệ thống.')

/** What is kept of whoever has gone there; `proves`: of whoever is signed in here already, and is to be asked anew. */
type Gone = Kept & { next: string; proves?: { account: number; session: number } }

/** Signing in at another house that knows people (OpenID Connect), where the operator named one. */
export function signInElsewhereRoutes(app: FastifyInstance, { db }: Database, tries: Tries): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const oidc: Oidc | null = openOidc(process.env)

  api.get(
    '/api/sign-in/ways',
    { config, schema: { tags, summary: 'The ways there are to sign in besides a password', response: { 200: SignInWays } } },
    async () => ({ oidc: oidc && { title: oidc.title } }),
  )

  api.get(
    '/api/sign-in/oidc',
    {
      config,
      schema: {
        tags,
        summary: 'Sends the browser to the house that signs people in',
        querystring: z.object({ next: Page.default('/wall') }),
      },
    },
    async (request, reply) => {
      await tries.count({ address: request.ip })
      if (!oidc) return reply.redirect('/sign-in#oidc-none')
      try {
        const { url, kept } = await oidc.begin(originOf(request))
        carryErrand(request, reply, await sendOnErrand(db, 'oidc', { ...kept, next: request.query.next }))
        return reply.redirect(url)
      } catch (error) {
        request.log.warn({ err: error }, 'the house that signs people in did not answer')
        return reply.redirect('/sign-in#oidc-unreachable')
      }
    },
  )

  api.get(
    '/api/me/prove',
    {
      config: { permission: 'signed-in', owing: true },
      schema: {
        tags: ['me'],
        summary:
          'Sends whoever is signed in to the house that signs people in, to be asked anew; what asks for a password does without it then',
      },
    },
    async (request, reply) => {
      const { id, session } = personOf(request)
      await tries.count({ address: request.ip })
      if (!oidc) return reply.redirect(`${ACCOUNT}#oidc-none`)
      try {
        const { url, kept } = await oidc.begin(originOf(request), { anew: true })
        carryErrand(request, reply, await sendOnErrand(db, 'oidc', { ...kept, next: ACCOUNT, proves: { account: id, session } }))
        return reply.redirect(url)
      } catch (error) {
        request.log.warn({ err: error }, 'the house that signs people in did not answer')
        return reply.redirect(`${ACCOUNT}#oidc-unreachable`)
      }
    },
  )

  api.get(
    '/api/sign-in/oidc/return',
    {
      config,
      schema: {
        tags,
        summary: 'Where the browser comes back to from there',
        querystring: z.object({
          code: z.string().max(4_000).optional(),
          state: z.string().max(1_000).optional(),
          iss: z.string().max(1_000).optional(),
          session_state: z.string().max(1_000).optional(),
          error: z.string().max(1_000).optional(),
          error_description: z.string().max(4_000).optional(),
        }),
      },
    },
    async (request, reply) => {
      const kept = await takeErrand<Gone>(db, 'oidc', errandOf(request))
      carryErrand(request, reply, null)
      const refuse = async (why: string, detail: Record<string, unknown> = {}) => {
        const actor = { kind: 'request', name: request.id, address: request.ip } as const
        await actingAs(actor, () => tellAudit(db, { action: 'refused', entity: 'sign-in', id: null, detail: { why, ...detail } }))
        return reply.redirect(`${kept?.proves ? ACCOUNT : '/sign-in'}#oidc-${why}`)
      }
      if (!kept || !oidc) return refuse('late')
      const identity = await oidc.end(new URL(request.url, 'http://here'), originOf(request), kept).catch((error: Error) => {
        request.log.warn({ err: error }, 'sign-in elsewhere refused')
        return error
      })
      if (identity instanceof TooWeak) return refuse('weak')
      if (identity instanceof NotAnew) return refuse('not-anew')
      if (identity instanceof Error) return refuse('refused')
      const found = await accountOfIdentity(db, identity)
      if (!found) return refuse('unknown', { login: identity.login, issuer: identity.issuer })
      await tries.forgive({ address: request.ip })
      if (kept.proves) {
        const { account, session } = kept.proves
        if (found.account !== account) return refuse('other', { login: identity.login, issuer: identity.issuer })
        const actor = { kind: 'account', id: account, name: found.name, request: request.id, address: request.ip } as const
        const isIn = await actingAs(actor, () => markProved(db, account, session))
        return isIn ? reply.redirect(kept.next) : refuse('late')
      }
      await beginIn({ db }, request, reply, { ...found, isTwice: identity.isTwice })
      return reply.redirect(kept.next)
    },
  )
}
