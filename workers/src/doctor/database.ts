import { lookAtClock, lookAtRole, simulatedFeeds } from '@ioc/sql'
import { type Finding, few, ok, type Place, toDo, wrong } from './finding.ts'

type Asked = Pick<Place, 'database' | 'isEmbedded' | 'env'>

export async function databaseUser({ database: { db }, isEmbedded }: Asked): Promise<Finding> {
  const { name, isSuperuser, bypasses } = await lookAtRole(db)
  if (isEmbedded)
    return ok('The database is this program’s own; whoever asks takes a role that sees what is in their sight alone.')
  if (isSuperuser)
    return wrong(
      `«${name}» is a superuser: a hole in the program is a hole in all databases beside it.`,
      'Give DATABASE_URL a user that owns this database and nothing else: create role ioc login; create role ioc_viewer nologin; grant ioc_viewer to ioc.',
    )
  if (bypasses) return wrong(`«${name}» is not held to row-level security.`, `alter role ${name} nobypassrls`)
  return ok(`«${name}» is no superuser and is held to row-level security.`)
}

export async function databaseLine({ database: { db, url }, isEmbedded, env }: Asked): Promise<Finding> {
  const far = [isEmbedded ? '' : url, env.REDIS_URL ?? ''].filter((each) => each && !isHere(new URL(each).hostname))
  const plainRedis = far.some((each) => each.startsWith('redis:'))
  const isPlain = far.some((each) => each.startsWith('postgres')) && !(await lookAtRole(db)).isEncrypted
  if (far.length === 0) return ok('Database and queue are on this machine.')
  if (!isPlain && !plainRedis) return ok('The lines to database and queue are encrypted.')
  return toDo(
    `The line to ${[isPlain && 'the database', plainRedis && 'Redis'].filter(Boolean).join(' and ')} is not encrypted.`,
    'DATABASE_URL=…?sslmode=verify-full, REDIS_URL=rediss://…',
  )
}

/** A socket in the file system has no name of a host. */
const isHere = (host: string) => host === '' || /^(localhost|127\..*|\[::1\])$/.test(host)

export async function clock({ database: { db } }: Asked): Promise<Finding> {
  return clockApart(await lookAtClock(db))
}

export function clockApart(ms: number): Finding {
  const seconds = Math.abs(ms / 1_000).toFixed(1)
  if (Math.abs(ms) < 2_000) return ok(`The clocks of this machine and of the database are ${seconds} s apart.`)
  const says = `The database’s clock is ${seconds} s ${ms > 0 ? 'ahead of' : 'behind'} this machine’s`
  if (Math.abs(ms) < 15_000) return toDo(`${says}.`, 'Let both follow the same time server (NTP).')
  return wrong(`${says}: codes of the second step and links may be refused.`, 'Let both follow the same time server (NTP).')
}

export async function simulated({ database: { db }, env }: Asked): Promise<Finding> {
  const feeds = await simulatedFeeds(db)
  if (feeds.length === 0) return ok('No feed brings simulated figures.')
  const says = `${feeds.length} feeds bring simulated figures: ${few(feeds)}.`
  if (!(env.IOC_PUBLIC_URL ?? '').startsWith('https:')) return ok(`${says} To try it out that is as it should be.`)
  return toDo(
    says,
    'Point each at the real source and set «simulated: false», or turn it off; screens say of each that it is simulated.',
  )
}
