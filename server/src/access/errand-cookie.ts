import type { FastifyReply, FastifyRequest } from 'fastify'
import { isSecure } from './who.ts'

/** As the session’s: no other host and no plain connection can set it, where the address people use is https. */
const cookieName = () => (isSecure() ? '__Host-ioc-errand' : 'ioc-errand')
const MINUTES_10_S = 600

/** A browser carries the token of its errand, there and back: a page of another house sends it back here, so the cookie is lax. */
export function carryErrand(request: FastifyRequest, reply: FastifyReply, token: string | null): void {
  const kept = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(),
    maxAge: token === null ? 0 : MINUTES_10_S,
  } as const
  reply.header('set-cookie', request.server.serializeCookie(cookieName(), token ?? '', kept))
}

export const errandOf = ({ cookies }: FastifyRequest): string | undefined => cookies[cookieName()] || undefined

/** Where people use this: as the operator says it, else as whoever asks calls it. */
export const originOf = ({ protocol, host }: FastifyRequest): string =>
  process.env.IOC_PUBLIC_URL ? new URL(process.env.IOC_PUBLIC_URL).origin : `${protocol}://${host}`
