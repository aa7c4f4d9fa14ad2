import {
  changeAccount,
  dayOf,
  endSession,
  endSessions,
  findAccount,
  invite,
  isDomainOn,
  listAccounts,
  listSessions,
  loadDomains,
  makeAccount,
  removeSecondStep,
  setDisabled,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AccountAnswer, ChangeAccountAsk, Invited, MakeAccountAsk, ScopeChoices, SessionAnswer } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'
import { describeAccount, describeSession, readScope } from './access-answers.ts'

const tags = ['accounts']
const config = { permission: 'accounts.manage' } as const
const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const params = z.object({ account: id })
const Changed = z.object({ account: z.number() })

/** Who may sign in and with which roles; nobody here ever learns a password. */
export function accountRoutes(
  app: FastifyInstance,
  { database: { db }, units, province }: Pick<TileContext, 'database' | 'units' | 'province'>,
): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/accounts',
    { config, schema: { tags, summary: 'Every account, those in use first', response: { 200: z.array(AccountAnswer) } } },
    async () => (await listAccounts(db)).map((account) => describeAccount(units, account)),
  )

  api.get(
    '/api/accounts/scopes',
    {
      config,
      schema: {
        tags,
        summary: 'The units and domains that an account or a token may be held to',
        response: { 200: ScopeChoices },
      },
    },
    async () => ({
      units: units.standing(dayOf(new Date())).map(({ key, name }) => ({ key, name })),
      domains: (await loadDomains())
        .map(({ pack: { id, title } }) => ({ id, title }))
        .filter(({ id }) => isDomainOn(province.domains, id)),
    }),
  )

  api.post(
    '/api/accounts',
    {
      config,
      schema: {
        tags,
        summary: 'Makes an account; answers the link by which its owner sets a password, told now and never again',
        body: MakeAccountAsk,
        response: { 200: Invited },
      },
    },
    async ({ body: { scope, ...named } }) => {
      const { account, token, until } = await db.transaction().execute(async (trx) => {
        const account = await makeAccount(trx, { ...named, scope: readScope(units, scope) })
        return { account, ...(await invite(trx, account)) }
      })
      return { account, token, until: until.toISOString() }
    },
  )

  api.post(
    '/api/accounts/:account/change',
    {
      config,
      schema: {
        tags,
        summary: 'Another name, other roles or another scope; with either of these its owner signs in again',
        params,
        body: ChangeAccountAsk,
        response: { 200: Changed },
      },
    },
    async ({ params: { account }, body: { seen, scope, ...change } }) => {
      await changeAccount(db, account, { ...change, scope: readScope(units, scope), seen: new Date(seen) })
      return { account }
    },
  )

  for (const [act, isDisabled] of [
    ['disable', true],
    ['enable', false],
  ] as const)
    api.post(
      `/api/accounts/:account/${act}`,
      {
        config,
        schema: {
          tags,
          summary: isDisabled
            ? 'Nobody signs in with it from now on, and whoever is signed in no longer is'
            : 'It may sign in again',
          params,
          response: { 200: Changed },
        },
      },
      async ({ params: { account } }) => {
        await setDisabled(db, account, isDisabled)
        return { account }
      },
    )

  api.post(
    '/api/accounts/:account/invite',
    {
      config,
      schema: {
        tags,
        summary: 'A link by which its owner sets another password, told now and never again; the one before is worth nothing',
        params,
        response: { 200: Invited },
      },
    },
    async ({ params: { account } }) => {
      await findAccount(db, account)
      const { token, until } = await invite(db, account)
      return { account, token, until: until.toISOString() }
    },
  )

  api.post(
    '/api/accounts/:account/second-step/remove',
    {
      config,
      schema: {
        tags,
        summary: 'Turns the second step off for an owner who lost the telephone',
        params,
        response: { 200: Changed },
      },
    },
    async ({ params: { account } }) => {
      await findAccount(db, account)
      await removeSecondStep(db, account)
      return { account }
    },
  )

  api.get(
    '/api/accounts/:account/sessions',
    { config, schema: { tags, summary: 'Where it is signed in', params, response: { 200: z.array(SessionAnswer) } } },
    async ({ params: { account }, who }) => {
      const own = who?.kind === 'account' ? who.session : null
      return (await listSessions(db, account)).map((session) => describeSession(session, own))
    },
  )

  api.post(
    '/api/accounts/:account/sessions/end',
    { config, schema: { tags, summary: 'Signs it out everywhere', params, response: { 200: Changed } } },
    async ({ params: { account } }) => {
      await endSessions(db, account, 'revoked')
      return { account }
    },
  )

  api.post(
    '/api/accounts/:account/sessions/:session/end',
    {
      config,
      schema: { tags, summary: 'Signs it out there', params: params.extend({ session: id }), response: { 200: Changed } },
    },
    async ({ params: { account, session } }) => {
      await endSession(db, account, session, 'revoked')
      return { account }
    },
  )
}
