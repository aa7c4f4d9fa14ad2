import { assertPassword, assertProved, type Db } from '@ioc/sql'
import type { FastifyRequest } from 'fastify'
import { personOf } from './guard.ts'
import type { Tries } from './tries.ts'
import type { Person } from './who.ts'

/**
 * The person who is signed in says their password again, for what a browser left open must not be enough for, which counts as a try to sign
 * in; or null, where they have proved themselves anew at the house that signs people in.
 */
export async function proveAgain(db: Db, tries: Tries, request: FastifyRequest, password: string | null): Promise<Person> {
  const person = personOf(request)
  if (password === null) {
    await assertProved(db, person.session)
    return person
  }
  const trying = { login: person.login, address: request.ip }
  await tries.count(trying)
  await assertPassword(db, person.id, password)
  await tries.forgive(trying)
  return person
}
