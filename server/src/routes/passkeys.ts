import {
  findPasskey,
  Invalid,
  keepPasskey,
  listPasskeys,
  markPasskey,
  removePasskey,
  sendOnErrand,
  takeErrand,
  tellAudit,
} from '@ioc/sql'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { KeepPasskeyAsk, Me, PasskeyAnswer, PasskeyOptions, PasskeyShown, PasswordAsk } from '../../contract/index.ts'
import { beginIn } from '../access/begin-session.ts'
import { carryErrand, errandOf, originOf } from '../access/errand-cookie.ts'
import { personOf } from '../access/guard.ts'
import { proveAgain } from '../access/prove-again.ts'
import { SignInWanted } from '../access/refusals.ts'
import type { Tries } from '../access/tries.ts'
import type { TileContext } from '../tiles/context.ts'
import { describeMe } from './me.ts'

const tags = ['sign-in']
const OURS = 'Phố Hiến'
/** Whoever is to have both steps may have a key, which is both. */
const owing = { permission: 'signed-in', owing: true } as const
const NOT_KNOWN = {
  vi: 'Không nhận ra khóa này. Đăng nhập bằng mật khẩu, rồi thêm khóa trong «Tài khoản của tôi».',
  en: 'This passkey is not known. Sign in with your password, then add it in «My account».',
}

interface Asked {
  challenge: string
}

/** Keys of a telephone or a computer, which stand for both steps of signing in (WebAuthn level 3). */
export function passkeyRoutes(
  app: FastifyInstance,
  { database, units }: Pick<TileContext, 'database' | 'units'>,
  tries: Tries,
): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.post(
    '/api/sign-in/passkey/begin',
    {
      config: { permission: 'anyone' },
      schema: { tags, summary: 'What the browser is to ask its keys', response: { 200: PasskeyOptions } },
    },
    async (request, reply) => {
      await tries.count({ address: request.ip })
      const options = await generateAuthenticationOptions({ rpID: houseOf(request), userVerification: 'required' })
      carryErrand(request, reply, await sendOnErrand(db, 'passkey', { challenge: options.challenge }))
      return { options: options as unknown as Record<string, unknown> }
    },
  )

  api.post(
    '/api/sign-in/passkey',
    {
      config: { permission: 'anyone' },
      schema: { tags, summary: 'Begins a session with what a key answered', body: PasskeyShown, response: { 200: Me } },
    },
    async (request, reply) => {
      const asked = await takeErrand<Asked>(db, 'passkey', errandOf(request))
      carryErrand(request, reply, null)
      const response = request.body.response as unknown as AuthenticationResponseJSON
      const passkey = asked && typeof response.id === 'string' ? await findPasskey(db, response.id) : null
      const shown =
        asked && passkey
          ? await verifyAuthenticationResponse({
              response,
              ...expected(request, asked.challenge),
              credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
            }).catch(() => null)
          : null
      if (!passkey || !shown?.verified || !(await markPasskey(db, passkey.id, shown.authenticationInfo.newCounter))) {
        await tellAudit(db, { action: 'refused', entity: 'sign-in', id: null, detail: { why: 'passkey' } })
        throw new SignInWanted(NOT_KNOWN)
      }
      await tries.forgive({ address: request.ip })
      return describeMe(
        db,
        units,
        await beginIn(database, request, reply, {
          ...{ account: passkey.account, name: passkey.owner, isTwice: true },
        }),
      )
    },
  )

  api.get(
    '/api/me/passkeys',
    {
      config: owing,
      schema: { tags: ['me'], summary: 'The keys of this account', response: { 200: z.array(PasskeyAnswer) } },
    },
    async (request) =>
      (await listPasskeys(db, personOf(request).id)).map(({ madeAt, usedAt, ...key }) => ({
        ...key,
        madeAt: madeAt.toISOString(),
        usedAt: usedAt?.toISOString() ?? null,
      })),
  )

  api.post(
    '/api/me/passkeys/begin',
    {
      config: owing,
      schema: {
        tags: ['me'],
        summary: 'What a new key is to be made with',
        body: PasswordAsk,
        response: { 200: PasskeyOptions },
      },
    },
    async (request, reply) => {
      const { id, login, name } = await proveAgain(db, tries, request, request.body.password)
      const options = await generateRegistrationOptions({
        ...{ rpName: OURS, rpID: houseOf(request), userName: login, userDisplayName: name, userID: Buffer.from(`account ${id}`) },
        excludeCredentials: (await listPasskeys(db, id)).map((key) => ({ id: key.id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      carryErrand(request, reply, await sendOnErrand(db, 'new passkey', { challenge: options.challenge, account: id }))
      return { options: options as unknown as Record<string, unknown> }
    },
  )

  api.post(
    '/api/me/passkeys',
    {
      config: owing,
      schema: {
        tags: ['me'],
        summary: 'Keeps a new key under a name; whoever is signed in elsewhere signs in again',
        body: KeepPasskeyAsk,
        response: { 200: z.object({ id: z.string() }) },
      },
    },
    async (request, reply) => {
      const { id: account, session } = personOf(request)
      const asked = await takeErrand<Asked & { account: number }>(db, 'new passkey', errandOf(request))
      carryErrand(request, reply, null)
      const response = request.body.response as unknown as RegistrationResponseJSON
      const made =
        asked?.account === account
          ? await verifyRegistrationResponse({ response, ...expected(request, asked.challenge) }).catch(() => null)
          : null
      if (!made?.verified)
        throw new Invalid({
          vi: 'Khóa này không dùng được. Bắt đầu thêm khóa lại từ đầu.',
          en: 'This key is of no use here. Begin to add it anew.',
        })
      const { id, publicKey, counter, transports = [] } = made.registrationInfo.credential
      await keepPasskey(
        db,
        { account, session },
        { id, name: request.body.name, publicKey: Buffer.from(publicKey), counter, transports },
      )
      return { id }
    },
  )

  api.post(
    '/api/me/passkeys/:passkey/remove',
    {
      config: { permission: 'signed-in' },
      schema: {
        tags: ['me'],
        summary: 'Nobody signs in with that key from now on',
        params: z.object({ passkey: z.string().max(1_400) }),
        body: PasswordAsk,
        response: { 200: z.object({ id: z.string() }) },
      },
    },
    async (request) => {
      const { id: account, session } = await proveAgain(db, tries, request, request.body.password)
      await removePasskey(db, { account, session }, request.params.passkey)
      return { id: request.params.passkey }
    },
  )
}

/** A key is good at one house only, by the name browsers call it. */
const houseOf = (request: FastifyRequest) => new URL(originOf(request)).hostname

const expected = (request: FastifyRequest, challenge: string) => ({
  expectedChallenge: challenge,
  expectedOrigin: originOf(request),
  expectedRPID: houseOf(request),
  requireUserVerification: true,
})
