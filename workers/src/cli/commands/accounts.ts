import { type Account, findLogin, invite, listAccounts, makeAccount, NotFound, removeSecondStep, setDisabled } from '@ioc/sql'
import { ROLES_OF_PEOPLE } from '@ioc/sql/accounts'
import { Command } from 'commander'
import { scopeOf, UP_TO, WITHIN_DOMAINS, WITHIN_UNIT, type Within } from '../scope.ts'
import { withDatabase } from '../with-database.ts'

// For whoever runs the machine: the first administrator’s link when the start’s was missed, and the way back in when nobody can sign in.

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** Where the page is read that a link leads to. */
const base = () => process.env.IOC_PUBLIC_URL || `http://127.0.0.1:${process.env.PORT || 8080}`

async function named(db: Parameters<typeof findLogin>[0], login: string): Promise<Account> {
  const account = await findLogin(db, login)
  if (account) return account
  throw new NotFound({ vi: `Không có tài khoản «${login}».`, en: `There is no account «${login}».` })
}

const sayLink = ({ token, until }: { token: string; until: Date }) =>
  say(`Its owner sets a password here, once, before ${until.toISOString()}:\n${base()}/sign-in#${token}`)

export const accountsCommand = new Command('accounts').description('who may sign in')

accountsCommand
  .command('list')
  .description('every account with its roles')
  .option('--json', 'print one line of JSON')
  .action(async ({ json }: { json?: boolean }) => {
    const accounts = await withDatabase(({ db }) => listAccounts(db))
    if (json) return say(JSON.stringify(accounts))
    for (const { login, name, roles, disabledAt, hasPassword } of accounts)
      say(`${login}  ${name}  ${roles.join(', ')}${disabledAt ? '  (off)' : hasPassword ? '' : '  (no password yet)'}`)
  })

accountsCommand
  .command('add')
  .description('an account, and the link by which its owner sets a password')
  .argument('<login>', 'what they type to sign in')
  .requiredOption('--name <name>', 'what others read of them')
  .requiredOption('--roles <role...>', ROLES_OF_PEOPLE.join(', '))
  .option(...WITHIN_UNIT)
  .option(...WITHIN_DOMAINS)
  .option(...UP_TO)
  .action(async (login: string, { name, roles, ...within }: { name: string; roles: string[] } & Within) =>
    sayLink(
      await withDatabase(async ({ db }) => {
        const scope = await scopeOf(db, within)
        return db.transaction().execute(async (trx) => invite(trx, await makeAccount(trx, { login, name, roles, scope })))
      }),
    ),
  )

accountsCommand
  .command('link')
  .description('a new link by which the owner of an account sets a password')
  .argument('<login>')
  .option('--without-second-step', 'turn the second step off too and remove the passkeys, for an owner who lost the telephone')
  .action(async (login: string, { withoutSecondStep }: { withoutSecondStep?: boolean }) =>
    sayLink(
      await withDatabase(async ({ db }) => {
        const { id } = await named(db, login)
        if (withoutSecondStep) await removeSecondStep(db, id)
        return invite(db, id)
      }),
    ),
  )

for (const [act, isDisabled] of [
  ['disable', true],
  ['enable', false],
] as const)
  accountsCommand
    .command(act)
    .description(isDisabled ? 'nobody signs in with it from now on' : 'it may sign in again')
    .argument('<login>')
    .action(async (login: string) => {
      await withDatabase(async ({ db }) => setDisabled(db, (await named(db, login)).id, isDisabled))
      say(`${login} is ${isDisabled ? 'off' : 'on'}.`)
    })
