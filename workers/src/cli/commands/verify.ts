import { verify } from '@ioc/sql'
import { withDatabase } from '../with-database.ts'

export async function verifyLedger({ json }: { json?: boolean }): Promise<void> {
  const started = Date.now()
  const { differences, ...counted } = await withDatabase(({ db }) => verify(db))
  const seconds = (Date.now() - started) / 1000
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...counted, differences, seconds })}\n`)
  } else {
    for (const { where, expected, found } of differences)
      process.stdout.write(`✘ ${where}: expected ${expected ?? 'none'}, found ${found ?? 'none'}\n`)
    const { facts, cells, entries, runs } = counted
    process.stdout.write(
      `${differences.length} differences; ${facts} facts, ${cells} totals, ${entries} entries, ${runs} runs in ${seconds.toFixed(1)} s\n`,
    )
  }
  if (differences.length > 0) process.exitCode = 1
}
