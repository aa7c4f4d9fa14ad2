import { acceptInvitation, endSession, findAccount, keyFile, openInvitation, recognise, tellAudit } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AcceptInvitationAsk, InvitationAnswer, OpenInvitationAsk, SignInAnswer, SignInAsk } from '../../contract/index.ts'
import { beginIn, forgetIn } from '../access/begin-session.ts'
import { SignInWanted } from '../access/refusals.ts'
import type { Tries } from '../access/tries.ts'
import type { TileContext } from '../tiles/context.ts'
import { describeMe } from './me.ts'

const tags = ['sign-in']
const config = { permission: 'anyone' } as const

// Which of the two is wrong is told nobody who does not know it.
const WRONG = {
  vi: 'Tên đăng nhập hoặc mật khẩu không đúng.',
  en: 'The login or the password is not right.',
}
const WRONG_CODE = {
  vi: 'Mã xác thực không đúng hoặc đã dùng. Chờ mã kế tiếp hiện trên điện thoại rồi nhập lại.',
  en: 'The code is not right, or was used. Wait for the next one on the telephone, then enter that.',
}

/** How somebody comes in and goes out: with a password and a second step, or by a link an administrator gave out. */
export function signInRoutes(
  app: FastifyInstance,
  { database, units }: Pick<TileContext, 'database' | 'units'>,
  tries: Tries,
): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.post(
    '/api/sign-in',
    {
      config,
      schema: {
        tags,
        summary:
          'Begins a session, which a cookie of the browser carries; asks for the code of the second step where there is one',
        body: SignInAsk,
        response: { 200: SignInAnswer },
      },
    },
    async (request, reply) => {
      const { login, password, code } = request.body
      const trying = { login: login.toLowerCase(), address: request.ip }
      await tries.count(trying)
      const recognised = await recognise(db, keyFile(), { login, password, code })
      if (recognised === 'code wanted') {
        // The password was no guess; codes may be, of one account.
        await tries.forgive({ address: request.ip })
        return { step: 'code' as const }
      }
      if (typeof recognised === 'string') {
        const why = recognised === 'wrong' ? 'login or password' : 'second step'
        await tellAudit(db, { action: 'refused', entity: 'sign-in', id: login.toLowerCase(), detail: { why } })
        throw new SignInWanted(recognised === 'wrong' ? WRONG : WRONG_CODE)
      }
      await tries.forgive(trying)
      const person = await beginIn(database, request, reply, recognised)
      return { step: 'in' as const, me: await describeMe(db, units, person) }
    },
  )

  api.post(
    '/api/sign-out',
    {
      config: { permission: 'signed-in', owing: true },
      schema: { tags, summary: 'Ends the session of this browser', response: { 200: z.object({}) } },
    },
    async (request, reply) => {
      if (request.who?.kind === 'account') await endSession(db, request.who.id, request.who.session, 'signed out')
      forgetIn(request, reply)
      return {}
    },
  )

  // The token is sent in the body, so that it stands in no log of requests.
  api.post(
    '/api/invitations/open',
    {
      config,
      schema: { tags, summary: 'Whom a link lets set a password', body: OpenInvitationAsk, response: { 200: InvitationAnswer } },
    },
    async ({ body: { token } }) => {
      const { name, login, isFirst } = await openInvitation(db, token)
      return { name, login, isFirst }
    },
  )

  api.post(
    '/api/invitations/accept',
    {
      config,
      schema: {
        tags,
        summary: 'Sets the password of the account a link is for, and signs in with it, unless that asks for a second step',
        body: AcceptInvitationAsk,
        response: { 200: SignInAnswer },
      },
    },
    async (request, reply) => {
      const { token, ...said } = request.body
      const { account, name } = await acceptInvitation(db, token, said)
      // Whoever holds the link may not hold the telephone.
      if ((await findAccount(db, account)).hasSecondStep) return { step: 'code' as const }
      const person = await beginIn(database, request, reply, { account, name, isTwice: false })
      return { step: 'in' as const, me: await describeMe(db, units, person) }
    },
  )
}
