import { type Account, type ApiToken, currentProvince, listAccounts, listTokens } from '@ioc/sql'
import { PERMISSIONS, permissionsOf } from '@ioc/sql/accounts'
import { type Finding, few, ok, type Place, toDo, wrong } from './finding.ts'

const DAY_MS = 86_400_000
const UNUSED_DAYS = 90
const SOON_DAYS = 14
const NEW_DAYS = 30

type Asked = Pick<Place, 'database' | 'now'>
const daysBefore = (now: Date, then: Date) => (now.getTime() - then.getTime()) / DAY_MS
const names = (accounts: Account[]) => few(accounts.map(({ login }) => login))

export async function administrators({ database: { db } }: Asked): Promise<Finding> {
  const accounts = await listAccounts(db)
  const looking = accounts.filter(
    ({ roles, disabledAt, hasPassword }) => !disabledAt && hasPassword && permissionsOf(roles).has('accounts.manage'),
  )
  // A passkey besides takes nothing from what a password alone lets in.
  const [twice, once] = [looking.filter(({ hasSecondStep }) => hasSecondStep), looking.filter((each) => !each.hasSecondStep)]
  if (looking.length === 0)
    return wrong(
      'Nobody who can sign in looks after accounts.',
      'Open the link that «npm start» prints, or «ioc accounts link <login>».',
    )
  if (twice.length === 0)
    return wrong(
      `Whoever looks after accounts (${names(looking)}) gets in by a password alone.`,
      'Let at least one set up the second step at /account.',
    )
  if (once.length > 0)
    return toDo(
      `${names(once)} look after accounts and get in by a password alone.`,
      'Let them set up the second step at /account.',
    )
  if (twice.length === 1)
    return toDo(`Only ${names(twice)} looks after accounts.`, 'Give a second person the role, for when one is away.')
  return ok(`${names(twice)} look after accounts, each with a second step.`)
}

/** Whom the province wants both steps of. */
export async function secondStep({ database: { db } }: Asked): Promise<Finding> {
  const { secondStep: of } = await currentProvince(db)
  if (of === 'everybody') return ok('Everybody signs in with both steps.')
  const says = of.length === 0 ? 'The second step is wanted of nobody.' : `The second step is wanted of ${few([...of])} alone.`
  return toDo(says, 'Say «secondStep: everybody» in province.yaml; whoever lacks it is led to set it up.')
}

export async function unusedAccounts({ database: { db }, now }: Asked): Promise<Finding> {
  const accounts = (await listAccounts(db)).filter(({ disabledAt }) => !disabledAt)
  const unused = accounts.filter(({ seenAt, changedAt }) => daysBefore(now, seenAt ?? changedAt) > UNUSED_DAYS)
  if (unused.length === 0) return ok(`Each of ${accounts.length} accounts was used within ${UNUSED_DAYS} days, or changed.`)
  return toDo(`Nobody used ${names(unused)} for ${UNUSED_DAYS} days.`, '«ioc accounts disable <login>», unless they come back.')
}

export async function tokens({ database: { db }, now }: Asked): Promise<Finding> {
  return judgeTokens(await listTokens(db), now)
}

function judgeTokens(listed: ApiToken[], now: Date): Finding {
  const all = Object.keys(PERMISSIONS).length
  const tell = (which: (token: ApiToken) => boolean) => few(listed.filter(which).map(({ name }) => `«${name}»`))
  const mighty = tell(({ permissions }) => new Set(permissions).size === all)
  if (mighty)
    return wrong(`${mighty} may do everything.`, '«ioc tokens make» one that may do what it has to, then «ioc tokens withdraw».')
  const over = tell(({ until }) => until <= now)
  const soon = tell(({ until }) => until > now && daysBefore(until, now) < SOON_DAYS)
  const idle = tell(({ usedAt, madeAt, until }) => until > now && !usedAt && daysBefore(now, madeAt) > NEW_DAYS)
  const said = [
    over && `${over} ran out.`,
    soon && `${soon} will run out within ${SOON_DAYS} days.`,
    idle && `${idle} was never used.`,
  ]
  if (over || soon || idle)
    return toDo(said.filter(Boolean).join(' '), 'Make new ones for machines that need them; «ioc tokens withdraw» the rest.')
  if (listed.length === 0) return ok('No machine signs in with a token.')
  return ok(`${listed.length} tokens: each is used, will hold for a while and may do only some things.`)
}
