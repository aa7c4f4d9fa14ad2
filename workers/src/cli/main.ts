import { Comparison, Period, SINCE_MERGER } from '@ioc/sql/pack'
import { Command, InvalidArgumentError, Option } from 'commander'
import { accountsCommand } from './commands/accounts.ts'
import { auditCommand } from './commands/audit.ts'
import { backupCommand, restoreCommand } from './commands/backup.ts'
import { boundariesCommand } from './commands/boundaries.ts'
import { cluster } from './commands/cluster.ts'
import { configCommand } from './commands/config.ts'
import { lookAround } from './commands/doctor.ts'
import { listDomains } from './commands/domains.ts'
import { downgradeHouse } from './commands/downgrade.ts'
import { printForecasts } from './commands/forecasts.ts'
import { listHeld } from './commands/held.ts'
import { ingestFiles } from './commands/ingest.ts'
import { newConnector } from './commands/new-connector.ts'
import { newDomain } from './commands/new-domain.ts'
import { prepareHouse, serve, work } from './commands/parts.ts'
import { printPersonal } from './commands/personal.ts'
import { printPlans } from './commands/plans.ts'
import { printReading } from './commands/reading.ts'
import { reprocessPages } from './commands/reprocess.ts'
import { secretsCommand } from './commands/secrets.ts'
import { start } from './commands/start.ts'
import { tokensCommand } from './commands/tokens.ts'
import { verifyLedger } from './commands/verify.ts'
import { interruption } from './interruption.ts'
import { buildWeb } from './launch/build-web.ts'

const program = new Command('ioc').description('Phố Hiến, trung tâm điều hành thông minh cấp tỉnh').showHelpAfterError()

program
  .command('start')
  .description('start everything: database, simulated sources, workers, server')
  .option(
    '--province <key>',
    'the province to serve; without it, IOC_PROVINCE or the one whose data there is',
    process.env.IOC_PROVINCE,
  )
  .option('--scale <number>', 'size of the simulated world, as IOC_SCALE: 1 is about a million dossiers a year')
  .action(start)

program
  .command('cluster')
  .description(
    'start it as it stands on many machines, on one: servers and workers over one PostgreSQL and one Redis, behind one address',
  )
  .option('--servers <number>', 'how many servers', countOf, 2)
  .option('--workers <number>', 'how many workers', countOf, 3)
  .option(
    '--province <key>',
    'the province to serve; without it, IOC_PROVINCE or the one whose data there is',
    process.env.IOC_PROVINCE,
  )
  .option('--scale <number>', 'size of the simulated world, as IOC_SCALE: 1 is about a million dossiers a year')
  .action(cluster)

program
  .command('prepare')
  .description('bring the database of DATABASE_URL to this code, once before servers and workers of their own start')
  .action(prepareHouse)

program
  .command('downgrade')
  .description(
    'take the tables back to those of a release, which is then started again; after «ioc backup», with everything stopped',
  )
  .argument('<release>', 'such as 0.1.0')
  .action(downgradeHouse)

program.command('server').description('one server over DATABASE_URL; any number may run, on any machine').action(serve)

program.command('worker').description('one worker over DATABASE_URL; any number may run, on any machine').action(work)

program
  .command('ingest')
  .description('run a feed on given files')
  .argument('<feed>', 'the feed whose configuration reads the files')
  .argument('<file...>', 'files of the kind the feed reads')
  .option('--json', 'print the outcome as one line of JSON')
  .action(ingestFiles)

program
  .command('reprocess')
  .description('read a feed’s stored pages again by its present configuration, without asking its source')
  .argument('<feed>', 'the feed')
  .option('--json', 'print the outcome as one line of JSON')
  .action(reprocessPages)

program
  .command('held')
  .description('why records are held or were rejected, most frequent reason first')
  .argument('[feed]', 'one feed; all of them without')
  .option('--json', 'print one line of JSON')
  .action(listHeld)

program
  .command('reading')
  .description('an indicator’s value with its clocks and state; with --proof, the rows that add up to it (exit 1 if they do not)')
  .argument('<indicator>', 'its id, such as dossiers.on_time_rate')
  .option('--unit <key>', 'the unit asked about; the province without it')
  .option(
    '--period <period>',
    `2025, 2025-Q3, 2025-07, 2025-07-15, 2025-01-01..2025-06-30, ${Period.options.join(', ')}, ${SINCE_MERGER}`,
  )
  .option('--geo <day>', 'whose map: yyyy-mm-dd or today')
  .option('--as-of <instant>', 'as known then: 2026-01-15T09:00+07:00, or a day for its end')
  .addOption(
    new Option(
      '--compare <days>',
      'with the same days of the year before, those as far from Tết, the stretch right before, or the target',
    ).choices(Comparison.options),
  )
  .option('--where <dimension:value...>', 'only what has these values of dimensions, such as channel:online')
  .option('--proof', 'add it up again from the rows')
  .option('--json', 'print one line of JSON')
  .action(printReading)

program
  .command('plans')
  .description(
    'every clause of the province’s plans: target, actual, forecast, what is needed; not measured ones with the reason',
  )
  .argument('[plan]', 'one plan; all of them without')
  .option('--geo <day>', 'whose map: yyyy-mm-dd or today')
  .option('--as-of <instant>', 'as known then: 2026-01-15T09:00+07:00, or a day for its end')
  .option('--json', 'print one line of JSON')
  .action(printPlans)

program
  .command('forecasts')
  .description('how well the forecast of every indicator would have done on past years it had not seen')
  .option('--json', 'print one line of JSON')
  .action(printForecasts)

program
  .command('domains')
  .description('the domains: feeds, facts, indicators, last run, and whether their totals re-add from the facts (exit 1 if not)')
  .option('--no-verify', 'list only, without recomputing totals')
  .option('--json', 'print one line of JSON')
  .action(listDomains)

program
  .command('new-domain')
  .description('make a small domain that works, to be changed piece by piece')
  .argument('<id>', 'its id, such as water_supply')
  .option('--into <folder>', 'where, instead of sql/domains; see IOC_DOMAINS_DIR')
  .action(newDomain)

program
  .command('new-connector')
  .description('make a small connector that works, to be changed piece by piece')
  .argument('<kind>', 'its name, such as soap')
  .option('--into <folder>', 'where, instead of workers/src/connectors; see IOC_CONNECTORS_DIR')
  .action(newConnector)

program
  .command('verify')
  .description('recompute every total from the facts, and read what is signed; exit 1 and name any difference')
  .option('--json', 'print the outcome as one line of JSON')
  .action(verifyLedger)

program
  .command('doctor')
  .description(
    'look at this installation: what is ok, to do or wrong in how it is set up, and what to do; exit 1 where anything is wrong',
  )
  .option('--json', 'print the outcome as one line of JSON')
  .action(lookAround)

program
  .command('personal')
  .description(
    'what is kept of persons: where, what for, on which basis, how long, and when each rule last removed what was over',
  )
  .addOption(new Option('--lang <language>', 'in which language').choices(['vi', 'en']).default('vi'))
  .option('--json', 'print one line of JSON')
  .action(printPersonal)

program
  .command('build')
  .description('build what browsers load, so that start writes nothing beside the data')
  .action(() => buildWeb((sentence) => process.stdout.write(`${sentence}\n`), interruption()))

program.addCommand(secretsCommand)
program.addCommand(configCommand)
program.addCommand(boundariesCommand)
program.addCommand(auditCommand)
program.addCommand(backupCommand)
program.addCommand(restoreCommand)
program.addCommand(accountsCommand)
program.addCommand(tokensCommand)

function countOf(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > 99)
    throw new InvalidArgumentError('It must be a whole number from 1 to 99.')
  return count
}

/** In both languages where it was written so: whoever sits at the machine may read but one. */
function sentenceOf(error: Error & { said?: { vi: string; en: string } | null }): string {
  return error.said ? `${error.said.vi}\n${error.said.en}` : error.message
}

try {
  await program.parseAsync()
} catch (error) {
  // What we throw is a sentence for the operator; what we did not foresee keeps its stack.
  const known = error instanceof Error && !(error instanceof TypeError || error instanceof ReferenceError)
  process.stderr.write(`${known && !process.env.DEBUG ? sentenceOf(error) : (error as Error).stack}\n`)
  process.exitCode = 1
}
