import { Command, Option } from 'commander'
import { listHeld } from './commands/held.ts'
import { ingestFiles } from './commands/ingest.ts'
import { printReading } from './commands/reading.ts'
import { start } from './commands/start.ts'
import { verifyLedger } from './commands/verify.ts'

const program = new Command('ioc').description('Phố Hiến, trung tâm điều hành thông minh cấp tỉnh').showHelpAfterError()

program
  .command('start')
  .description('start everything: database, simulated sources, workers, server')
  .option('--province <key>', 'the province to serve', process.env.IOC_PROVINCE || 'hung-yen')
  .action(start)

program
  .command('ingest')
  .description('run a feed on given files')
  .argument('<feed>', 'the feed whose configuration reads the files')
  .argument('<file...>', 'files of the kind the feed reads')
  .option('--json', 'print the outcome as one line of JSON')
  .action(ingestFiles)

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
  .option('--unit <key>', 'the unit asked about', process.env.IOC_PROVINCE || 'hung-yen')
  .option('--period <period>', '2025, 2025-Q3, 2025-07, 2025-07-15, 2025-01-01..2025-06-30, now, today, last24h, month or year')
  .option('--geo <day>', 'whose map: yyyy-mm-dd or today')
  .option('--as-of <instant>', 'as known then: 2026-01-15T09:00+07:00, or a day for its end')
  .addOption(
    new Option('--compare <calendar>', 'with which days of the year before: the same, or as far from Tết').choices([
      'solar',
      'lunar',
    ]),
  )
  .option('--proof', 'add it up again from the rows')
  .option('--json', 'print one line of JSON')
  .action(printReading)

program
  .command('verify')
  .description('recompute every total from the facts; exit 1 and name any difference')
  .option('--json', 'print the outcome as one line of JSON')
  .action(verifyLedger)

try {
  await program.parseAsync()
} catch (error) {
  // What we throw is a sentence for the operator; what we did not foresee keeps its stack.
  const known = error instanceof Error && !(error instanceof TypeError || error instanceof ReferenceError)
  process.stderr.write(`${known && !process.env.DEBUG ? (error as Error).message : (error as Error).stack}\n`)
  process.exitCode = 1
}
