import { actingAs, beginSession, type Database, findSession } from '@ioc/sql'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isSecure, type Person, sessionCookie, signedInBy } from './who.ts'

const cookieOf = (app: FastifyInstance, token: string, seconds: number) =>
  app.serializeCookie(sessionCookie(), token, {
    ...{ path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(), maxAge: seconds },
  })

/** Whoever was recognised, by both steps or one, is signed in from now on, in this browser, under a token nobody knew before. */
export async function beginIn(
  { db }: Pick<Database, 'db'>,
  request: FastifyRequest,
  reply: FastifyReply,
  { account, name, isTwice }: { account: number; name: string; isTwice: boolean },
): Promise<Person> {
  const { ip: address, id } = request
  const agent = request.headers['user-agent'] ?? ''
  const { token } = await actingAs({ kind: 'account', id: account, name, request: id, address }, () =>
    beginSession(db, account, { address, agent, isTwice }),
  )
  const found = await findSession(db, token)
  if (!found) throw new Error('A session that has just begun is not found.')
  const seconds = Math.floor((found.until.getTime() - Date.now()) / 1_000)
  reply.header('set-cookie', cookieOf(request.server, token, seconds))
  const person = signedInBy(found)
  request.who = person
  return person
}

/** Its browser carries no session any more, nor what it kept of answers. */
export function forgetIn(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('set-cookie', cookieOf(request.server, '', 0)).header('clear-site-data', '"cache"')
}
