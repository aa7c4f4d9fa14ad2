import {
  applyProvince,
  type Change,
  compareConfigurations,
  type Database,
  Invalid,
  keptConfiguration,
  keyFile,
  listFeeds,
  loadProvince,
  openSecret,
  type Province,
  readConfiguration,
  strayRules,
  writeConfiguration,
} from '@ioc/sql'
import { Command } from 'commander'
import { checkFeeds } from '../../feeds/check-feeds.ts'
import { FeedSpec } from '../../feeds/feed-spec.ts'
import { prepareFeed } from '../../feeds/prepare.ts'
import { shortIn } from '../../making/source.ts'
import { withDatabase } from '../with-database.ts'

/** Units, feeds (secrets by their names only), plans and scenes as a folder of files: written out, compared, taken in. */
export const configCommand = new Command('config').description(
  'the configuration as a folder of files that can be read and compared',
)

configCommand
  .command('export')
  .description('write what this instance is configured with, wherever it came from')
  .argument('<dir>', 'a new or empty folder, or one written before')
  .action(async (dir: string) => {
    const count = await withDatabase(async ({ db }) => writeConfiguration(await keptConfiguration(db), dir))
    process.stdout.write(`Wrote ${count} files to ${dir}.\n`)
  })

configCommand
  .command('diff')
  .description('what applying a folder would change (exit 1 where anything)')
  .argument('<dir>')
  .option('--json', 'print one line of JSON')
  .action(async (dir: string, { json }: { json?: boolean }) => {
    const changes = await withDatabase((database) => changesOf(database, readConfiguration(dir)))
    process.stdout.write(json ? `${JSON.stringify(changes)}\n` : inWords(changes))
    if (changes.length > 0) process.exitCode = 1
  })

configCommand
  .command('apply')
  .description(
    'make this instance what a folder says, all of it or nothing; it stays so over the files that come with the product',
  )
  .argument('[dir]', 'the folder; with --shipped, none')
  .option('--shipped', 'go back to the files that come with the product')
  .action(async (dir: string | undefined, { shipped }: { shipped?: boolean }) => {
    if ((dir === undefined) !== (shipped === true)) throw new Invalid('Give either a folder or --shipped.')
    const changes = await withDatabase(async (database) => {
      const kept = await keptConfiguration(database.db)
      const given = dir === undefined ? loadProvince(kept.province.key) : readConfiguration(dir)
      if (given.province.key !== kept.province.key)
        throw new Invalid(`This instance holds the data of «${kept.province.key}», the folder is of «${given.province.key}».`)
      await checkFeeds(given)
      const changes = compareConfigurations(kept, given)
      await applyProvince(database, given, dir === undefined ? 'files' : 'command')
      return changes
    })
    process.stdout.write(`${inWords(changes)}${changes.length > 0 ? 'Applied. Restart what is running.\n' : ''}`)
  })

configCommand
  .command('check')
  .description(
    'what of the configuration of this instance can’t work any more, rule by rule and feed by feed (exit 1 where anything)',
  )
  .option('--json', 'print one line of JSON')
  .action(async ({ json }: { json?: boolean }) => {
    const troubles = await withDatabase(troublesOf)
    const lines = troubles.map(({ path, trouble }) => `${path}: ${trouble}\n`)
    process.stdout.write(json ? `${JSON.stringify(troubles)}\n` : lines.join('') || 'Everything holds together.\n')
    if (troubles.length > 0) process.exitCode = 1
  })

/** What is kept that the product as it is now has no use for. */
async function troublesOf({ db }: Database): Promise<{ path: string; trouble: string }[]> {
  const rules = (await strayRules(db)).map(({ kind, rule, why }) => ({
    path: `rules/${kind}${rule === '' ? '' : `, ${rule}`}`,
    trouble: why.en,
  }))
  const feeds = []
  for (const { spec } of await listFeeds(db)) {
    const prepared = await Promise.resolve(spec)
      .then((each) => prepareFeed(FeedSpec.parse(each)))
      .catch((thrown: unknown) => thrown as Error)
    if (prepared instanceof Error) feeds.push({ path: `feeds/${spec.id}`, trouble: prepared.message })
    const keeper = (name: string) => openSecret(db, keyFile(), { feed: spec.id, name })
    for (const { path, message } of await shortIn(spec, keeper))
      feeds.push({ path: `feeds/${spec.id}.${path.join('.')}`, trouble: message })
  }
  return [...rules, ...feeds]
}

async function changesOf({ db }: Database, given: Province): Promise<Change[]> {
  return compareConfigurations(await keptConfiguration(db), given)
}

function inWords(changes: Change[]): string {
  if (changes.length === 0) return 'No difference.\n'
  const short = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value))
  return changes.map(({ path, before, after }) => `${path}: ${short(before)} → ${short(after)}\n`).join('')
}
