import { Invalid, keyFile, listSecrets, removeSecret, rotateSecrets, setSecret } from '@ioc/sql'
import { Command } from 'commander'
import { dataDir, withDatabase } from '../with-database.ts'

/** What feeds are let in with: written here and opened by connectors, never shown. */
export const secretsCommand = new Command('secrets').description('secrets of feeds, sealed in the database, never shown again')

secretsCommand
  .command('set')
  .description('keep a secret for a feed; its value is read from standard input, so that no list of processes shows it')
  .argument('<feed>', 'the feed whose settings name it as secret:<name>')
  .argument('<name>', 'its name in the settings')
  .action(async (feed: string, name: string) => {
    const value = await fromStandardInput()
    await withDatabase(({ db }) => setSecret(db, keyFile(dataDir()), { feed, name }, value))
    process.stdout.write(`Kept. The feed's settings name it secret:${name}.\n`)
  })

secretsCommand
  .command('list')
  .description('the names of secrets that are kept, and since when')
  .option('--json', 'print one line of JSON')
  .action(async ({ json }: { json?: boolean }) => {
    const secrets = await withDatabase(({ db }) => listSecrets(db))
    if (json) return void process.stdout.write(`${JSON.stringify(secrets)}\n`)
    for (const { feed, name, setAt } of secrets) process.stdout.write(`${feed} secret:${name}, set ${setAt.toISOString()}\n`)
  })

secretsCommand
  .command('remove')
  .description('forget a secret')
  .argument('<feed>')
  .argument('<name>')
  .action((feed: string, name: string) => withDatabase(({ db }) => removeSecret(db, { feed, name })))

secretsCommand
  .command('rotate')
  .description('seal all secrets with a new key and drop the old ones, while everything runs')
  .action(async () => {
    const file = keyFile(dataDir())
    const { secrets, key } = await withDatabase(({ db }) => rotateSecrets(db, file))
    process.stdout.write(
      `${secrets} secrets are sealed with the new key ${key}. Copy ${file} to every machine that runs workers or servers.\n`,
    )
  })

/** One line, as `echo` or a password manager writes it. */
async function fromStandardInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('The secret, then Enter and Ctrl-D:\n')
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  const value = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
  if (/[\r\n]/.test(value)) throw new Invalid('The secret has more than one line. Give one line on standard input.')
  return value
}
