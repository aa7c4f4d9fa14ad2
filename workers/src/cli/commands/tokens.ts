import { listTokens, makeToken, NotFound, withdrawToken } from '@ioc/sql'
import { PERMISSIONS, permissionsOf, ROLES } from '@ioc/sql/accounts'
import { Command } from 'commander'
import { scopeOf, UP_TO, WITHIN_DOMAINS, WITHIN_UNIT, type Within } from '../scope.ts'
import { withDatabase } from '../with-database.ts'

const say = (text: string): void => void process.stdout.write(`${text}\n`)

export const tokensCommand = new Command('tokens').description('what machines sign in with: Authorization: Bearer')

tokensCommand
  .command('list')
  .description('the tokens that were not withdrawn')
  .action(async () => {
    for (const { name, permissions, until, usedAt } of await withDatabase(({ db }) => listTokens(db)))
      say(`${name}  until ${until.toISOString()}  used ${usedAt?.toISOString() ?? 'never'}  ${permissions.join(', ')}`)
  })

tokensCommand
  .command('make')
  .description('a token, printed now and never again')
  .argument('<name>', 'of the machine, as the audit is to tell it')
  .option('--may <permission...>', Object.keys(PERMISSIONS).join(', '), [])
  .option('--as <role...>', `all that a role may: ${Object.keys(ROLES).join(', ')}`, [])
  .option('--days <number>', 'how long it holds', '90')
  .option(...WITHIN_UNIT)
  .option(...WITHIN_DOMAINS)
  .option(...UP_TO)
  .action(async (name: string, { may, as, days, ...within }: { may: string[]; as: string[]; days: string } & Within) => {
    const permissions = [...new Set([...may, ...permissionsOf(as)])]
    if (permissions.length === 0) throw new Error('Say with --may or --as what it may.')
    if (!/^[1-9]\d{0,2}$/.test(days)) throw new Error('--days is a number from 1 to 999.')
    const { token } = await withDatabase(async ({ db }) => {
      const scope = await scopeOf(db, within)
      return makeToken(db, { name, permissions, scope, days: Number(days), by: 'ioc tokens make' })
    })
    say(token)
  })

tokensCommand
  .command('withdraw')
  .description('nothing signs in with it from now on')
  .argument('<name>')
  .action(async (name: string) => {
    await withDatabase(async ({ db }) => {
      const token = (await listTokens(db)).find((each) => each.name === name)
      if (!token) throw new NotFound({ vi: `Không có mã truy cập «${name}».`, en: `There is no token «${name}».` })
      await withdrawToken(db, token.id)
    })
    say(`«${name}» signs in no more.`)
  })
