import { createHash } from 'node:crypto'
import { type Database, makeAccount } from '@ioc/sql'
import { ROLES_OF_PEOPLE } from '@ioc/sql/accounts'

// The people of tests. They may do everything: who may not is what tests/access are about.

const NAMES = [
  ...['Lan', 'Hoa', 'An', 'Minh', 'Mai', 'Bình', 'Quản trị', 'a', 'b', 'c', 'thử', 'soak', 'bench'],
  ...['Trần Thị Hoa', 'Nguyễn Thị Lan', 'Lê Văn Nam', 'Lê Minh', 'Trần Văn Bình', 'Lê Văn Sơn'],
  ...['Trần Bình', 'Trần Văn Hùng', 'Phạm Thu', 'Đỗ Lan'],
]

export const SOMEBODY = 'Lan'

/** The token of a session that person is signed in with, in every database of a test. */
export function sessionOf(name: string): string {
  if (!NAMES.includes(name)) throw new Error(`Nobody of tests is called «${name}»: add them in tests/support/people.ts.`)
  return `session-of-${createHash('sha256').update(name).digest('hex')}`
}

export const cookieOf = (name = SOMEBODY) => `ioc-session=${sessionOf(name)}`

/** Everybody is there and signed in for a day, whatever a test does with the clock. */
export async function seatPeople({ db, pool }: Database): Promise<void> {
  for (const [place, name] of NAMES.entries()) {
    const account = await makeAccount(db, { name, login: `person${place}`, roles: [...ROLES_OF_PEOPLE] })
    const token = createHash('sha256').update(sessionOf(name)).digest('hex')
    await pool.query(
      `insert into session (token_sha256, account_id, until, seen_at, address, agent)
       values ($1, $2, now() + interval '2 days', now() + interval '1 day', '127.0.0.1', 'tests')`,
      [token, account],
    )
  }
}
