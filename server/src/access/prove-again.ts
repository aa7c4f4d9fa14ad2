import { assertPassword, assertProved, type Db, Forbidden, findAccount, listPasskeys } from '@ioc/sql'
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
  if (person.owesSecondStep) await assertNoOtherStep(db, person.id)
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

/** Whoever shows one step of two makes no other second step than the first: who stole the one would make the other to their liking. */
async function assertNoOtherStep(db: Db, account: number): Promise<void> {
  const { hasSecondStep } = await findAccount(db, account)
  if (!hasSecondStep && (await listPasskeys(db, account)).length === 0) return
  throw new Forbidden({
    vi: 'Tài khoản đã có bước xác thực thứ hai. Nhập mã, hoặc đăng nhập lại bằng khóa của thiết bị. Mất cả hai thì xin người quản trị hệ thống.',
    en: 'This account has a second step. Enter its code, or sign in with its passkey. If you lost both, ask an administrator.',
  })
}
