import {
  beginSecondStep,
  changePassword,
  confirmSecondStep,
  currentProvince,
  type Db,
  endSession,
  endSessions,
  findAccount,
  keyFile,
  listSessions,
  NotFound,
  provedUntil,
  removeSecondStep,
  showSecondStep,
  type UnitRegistry,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  ChangePasswordAsk,
  Me,
  PasswordAsk,
  SecondStepBegun,
  SecondStepCodeAsk,
  SessionAnswer,
  SpareCodes,
} from '../../contract/index.ts'
import { personOf } from '../access/guard.ts'
import { proveAgain } from '../access/prove-again.ts'
import type { Tries } from '../access/tries.ts'
import type { Who } from '../access/who.ts'
import type { TileContext } from '../tiles/context.ts'
import { describeScope, describeSession } from './access-answers.ts'

const tags = ['me']
const config = { permission: 'signed-in' } as const
/** What whoever is to set up the second step before anything else may do. */
const owing = { ...config, owing: true } as const
const Nothing = z.object({})
const ISSUER = 'Phố Hiến'

/** Who is signed in, and what they do about their own account. */
export function meRoutes(
  app: FastifyInstance,
  { database: { db }, units }: Pick<TileContext, 'database' | 'units'>,
  tries: Tries,
): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/me',
    { config: owing, schema: { tags, summary: 'Who is signed in, and what they may', response: { 200: Me } } },
    async ({ who }) => describeMe(db, units, who as Who),
  )

  api.post(
    '/api/me/password',
    {
      config,
      schema: {
        tags,
        summary: 'Another password; whoever is signed in elsewhere with this account signs in again',
        body: ChangePasswordAsk,
        response: { 200: Nothing },
      },
    },
    async (request) => {
      const person = personOf(request)
      const trying = { login: person.login, address: request.ip }
      await tries.count(trying)
      await changePassword(db, { ...person, account: person.id }, request.body)
      await tries.forgive(trying)
      return {}
    },
  )

  api.get(
    '/api/me/sessions',
    {
      config,
      schema: {
        tags,
        summary: 'Where this account is signed in, the last seen first',
        response: { 200: z.array(SessionAnswer) },
      },
    },
    async (request) => {
      const person = personOf(request)
      return (await listSessions(db, person.id)).map((session) => describeSession(session, person.session))
    },
  )

  api.post(
    '/api/me/sessions/:session/end',
    {
      config,
      schema: {
        tags,
        summary: 'Signs this account out there',
        params: z.object({ session: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
        body: PasswordAsk,
        response: { 200: Nothing },
      },
    },
    async (request) => {
      const person = await proveAgain(db, tries, request, request.body.password)
      if (!(await endSession(db, person.id, request.params.session, 'revoked')))
        throw new NotFound({ vi: 'Phiên này đã kết thúc.', en: 'That session has ended.' })
      return {}
    },
  )

  api.post(
    '/api/me/sessions/end-others',
    {
      config,
      schema: {
        tags,
        summary: 'Signs this account out everywhere but here',
        body: PasswordAsk,
        response: { 200: Nothing },
      },
    },
    async (request) => {
      const person = await proveAgain(db, tries, request, request.body.password)
      await endSessions(db, person.id, 'revoked', person.session)
      return {}
    },
  )

  api.post(
    '/api/me/second-step',
    {
      config: owing,
      schema: {
        tags,
        summary: 'Begins to set up the second step; it is asked for once a first code was right',
        body: PasswordAsk,
        response: { 200: SecondStepBegun },
      },
    },
    async (request) => {
      const person = await proveAgain(db, tries, request, request.body.password)
      return beginSecondStep(db, keyFile(), { account: person.id, login: person.login }, ISSUER)
    },
  )

  api.post(
    '/api/me/second-step/confirm',
    {
      config: owing,
      schema: {
        tags,
        summary: 'Turns the second step on; answers spare codes, each good once. Whoever is signed in elsewhere signs in again',
        body: SecondStepCodeAsk,
        response: { 200: SpareCodes },
      },
    },
    async (request) => {
      const person = personOf(request)
      const trying = { login: person.login, address: request.ip }
      await tries.count(trying)
      const codes = await confirmSecondStep(db, keyFile(), { account: person.id, session: person.session }, request.body.code)
      await tries.forgive(trying)
      return { codes }
    },
  )

  api.post(
    '/api/me/second-step/show',
    {
      config: owing,
      schema: {
        tags,
        summary: 'Shows the second step in a session that began without it: at another house, or before it was wanted',
        body: SecondStepCodeAsk,
        response: { 200: Nothing },
      },
    },
    async (request) => {
      const person = personOf(request)
      const trying = { login: person.login, address: request.ip }
      await tries.count(trying)
      await showSecondStep(db, keyFile(), { account: person.id, session: person.session }, request.body.code)
      await tries.forgive(trying)
      return {}
    },
  )

  api.post(
    '/api/me/second-step/remove',
    {
      config,
      schema: {
        tags,
        summary: 'Turns the second step off; whoever is signed in elsewhere signs in again',
        body: PasswordAsk,
        response: { 200: Nothing },
      },
    },
    async (request) => {
      const person = await proveAgain(db, tries, request, request.body.password)
      await removeSecondStep(db, person.id, person.session)
      return {}
    },
  )
}

export async function describeMe(db: Db, units: UnitRegistry, who: Who): Promise<Me> {
  const permissions = [...who.may]
  const scope = describeScope(units, who.scope)
  const { review: reviewed } = await currentProvince(db)
  if (who.kind !== 'account') {
    return {
      kind: who.kind,
      name: who.name,
      login: null,
      roles: [],
      permissions,
      scope,
      reviewed,
      hasPassword: false,
      provedUntil: null,
      hasSecondStep: false,
      owesSecondStep: false,
      until: null,
    }
  }
  const { name, login, roles, until, owesSecondStep } = who
  const { hasPassword, hasSecondStep } = await findAccount(db, who.id)
  const proved = await provedUntil(db, who.session)
  return {
    kind: 'account',
    name,
    login,
    roles,
    permissions,
    scope,
    reviewed,
    hasPassword,
    provedUntil: proved?.toISOString() ?? null,
    hasSecondStep,
    owesSecondStep,
    until: until.toISOString(),
  }
}
