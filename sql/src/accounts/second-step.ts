import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { generateSecret, generateURI, verify } from 'otplib'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, Invalid } from '../errors.ts'
import { addKey, readKeys, type SealingKey } from '../secrets/key-file.ts'
import { seal, unseal } from '../secrets/seal.ts'
import { lockSecrets } from '../secrets/store.ts'
import { markBothSteps } from './both-steps.ts'
import { hashPassword, isPassword } from './password.ts'
import { endSessions } from './sessions.ts'

// The second step of signing in: a code that changes every half minute (TOTP, RFC 6238), from a secret the owner’s telephone shares.

const SPARE_CODES = 10
/** 80 random bits each, in letters nobody takes for others. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
const SPARE_LETTERS = 16
/** A telephone whose clock is off by less is as good. */
const TOLERANCE_S = 30

const placeOf = (account: number) => `account ${account}/second step`

/** Begins to set it up; it is asked of nobody before a first code was right. Throws Conflict where it is set up already. */
export async function beginSecondStep(
  db: Db,
  keys: string,
  { account, login }: { account: number; login: string },
  issuer: string,
): Promise<{ secret: string; address: string }> {
  const secret = generateSecret()
  await inTransaction(db, async (trx) => {
    await lockSecrets(trx)
    const [newest] = await readKeys(keys)
    const { id, key } = newest ?? (await addKey(keys))
    const { numAffectedRows } = await sql`
      insert into second_step (account_id, key_id, sealed) values (${account}, ${id}, ${seal(secret, key, placeOf(account))})
      on conflict (account_id) do update set key_id = excluded.key_id, sealed = excluded.sealed
      where second_step.confirmed_at is null`.execute(trx)
    if (numAffectedRows === 0n)
      throw new Conflict({
        vi: 'Bước xác thực thứ hai đã bật. Tắt rồi mới đặt lại được.',
        en: 'The second step is on already. Turn it off before setting it up anew.',
      })
  })
  return { secret, address: generateURI({ issuer, label: login, secret }) }
}

/**
 * From now on it is asked for, and whoever is signed in elsewhere with this account signs in again. Answers the spare codes, each good once,
 * which are told now and never again.
 */
export async function confirmSecondStep(
  db: Db,
  keys: string,
  { account, session }: { account: number; session: number },
  code: string,
): Promise<string[]> {
  if (!(await inTransaction(db, (trx) => takeCode(trx, keys, account, code)))) throw notRight()
  const codes = Array.from({ length: SPARE_CODES }, spareCode)
  // Slow by design, so before anything is locked.
  const hashed = await Promise.all(codes.map((each) => hashPassword(plain(each))))
  await inTransaction(db, async (trx) => {
    await sql`update second_step set confirmed_at = clock_timestamp(), spare = ${hashed} where account_id = ${account}`.execute(
      trx,
    )
    await endSessions(trx, account, 'factor', session)
    await markBothSteps(trx, session, true)
  })
  return codes
}

/** A session that began by one step shows the other, and is as good as one that began by both. Throws Invalid where the code is not right. */
export async function showSecondStep(
  db: Db,
  keys: string,
  { account, session }: { account: number; session: number },
  code: string,
): Promise<void> {
  const { rows } = await sql`select from second_step where account_id = ${account} and confirmed_at is not null`.execute(db)
  if (rows.length === 0 || !(await isSecondStep(db, keys, account, code))) throw notRight()
  await markBothSteps(db, session, true)
}

const notRight = () =>
  new Invalid({
    vi: 'Mã không đúng. Xem giờ trên điện thoại có đúng không, rồi nhập mã đang hiện.',
    en: 'The code is not right. See that the telephone’s clock is, then enter the code it shows.',
  })

/**
 * Turns it off; whoever is signed in with the account signs in again, but for one session where it is said which. Where none is, it is not its
 * owner who does so, but whoever saw that they lost their telephone: its passkeys go with it.
 */
export async function removeSecondStep(db: Db, account: number, session: number | null = null): Promise<void> {
  await inTransaction(db, async (trx) => {
    await sql`delete from second_step where account_id = ${account}`.execute(trx)
    if (session === null) await sql`delete from passkey where account_id = ${account}`.execute(trx)
    await endSessions(trx, account, 'factor', session)
    if (session !== null) await markBothSteps(trx, session, false)
  })
}

/** Whether a code is right: that of now, or a spare one. It is no longer, whoever shows it next. */
export async function isSecondStep(db: Db, keys: string, account: number, code: string): Promise<boolean> {
  const said = plain(code)
  if (/^\d{6}$/.test(said)) return inTransaction(db, (trx) => takeCode(trx, keys, account, said))
  if (said.length !== SPARE_LETTERS) return false
  const { rows } = await sql<{ hashed: string }>`
    select unnest(spare) as hashed from second_step where account_id = ${account}`.execute(db)
  for (const { hashed } of rows) {
    if (!(await isPassword(said, hashed))) continue
    const { numAffectedRows } = await sql`
      update second_step set spare = array_remove(spare, ${hashed}) where account_id = ${account} and ${hashed} = any(spare)`.execute(
      db,
    )
    return numAffectedRows === 1n
  }
  return false
}

const plain = (code: string) => code.replaceAll(/[\s-]/g, '').toLowerCase()

/** Four times four letters. */
function spareCode(): string {
  const letters = Array.from({ length: SPARE_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** What telephones share, sealed with a new key; what no key opens any more is set up anew by its owner. */
export async function resealSecondSteps(trx: Db, old: Map<string, Buffer>, fresh: SealingKey): Promise<void> {
  const { rows } = await sql<{ account: number; key: string; sealed: Buffer }>`
    select account_id as account, key_id as key, sealed from second_step for update`.execute(trx)
  for (const { account, key: id, sealed } of rows) {
    const key = old.get(id)
    if (!key) continue
    const again = seal(unseal(sealed, key, placeOf(account)), fresh.key, placeOf(account))
    await sql`update second_step set key_id = ${fresh.id}, sealed = ${again} where account_id = ${account}`.execute(trx)
  }
}

async function takeCode(trx: Db, keys: string, account: number, code: string): Promise<boolean> {
  // Two with the same code at once: one of them is late.
  const { rows } = await sql<{ key: string; sealed: Buffer; last: number }>`
    select key_id as key, sealed, last_step as last from second_step where account_id = ${account} for update`.execute(trx)
  const [step] = rows
  const key = step && (await readKeys(keys)).find(({ id }) => id === step.key)
  if (!step || !key || !/^\d{6}$/.test(code)) return false
  const secret = unseal(step.sealed, key.key, placeOf(account))
  const shown = await verify({ secret, token: code, epochTolerance: TOLERANCE_S })
  if (!shown.valid || !('timeStep' in shown) || shown.timeStep <= step.last) return false
  await sql`update second_step set last_step = ${shown.timeStep} where account_id = ${account}`.execute(trx)
  return true
}
