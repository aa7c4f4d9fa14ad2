import { signedOtherwise, verify } from '@ioc/sql'
import { withDatabase } from '../with-database.ts'

export async function verifyLedger({ json }: { json?: boolean }): Promise<void> {
  const started = Date.now()
  const { differences, otherwise, ...counted } = await withDatabase(async ({ db }) => ({
    ...(await verify(db)),
    otherwise: await signedOtherwise(db, new Date()),
  }))
  const seconds = (Date.now() - started) / 1000
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...counted, differences, signedOtherwise: otherwise, seconds })}\n`)
  } else {
    for (const { where, expected, found } of differences)
      process.stdout.write(`✘ ${where}: expected ${expected ?? 'none'}, found ${found ?? 'none'}\n`)
    for (const { where, expected, found } of otherwise)
      process.stdout.write(
        `✘ ${where}: signed ${expected ?? 'none'}, reads ${found ?? 'none'} now; unlock it and have it signed anew\n`,
      )
    const { facts, cells, entries, runs } = counted
    process.stdout.write(
      `${differences.length} differences; ${facts} facts, ${cells} totals, ${entries} entries, ${runs} runs in ${seconds.toFixed(1)} s\n`,
    )
  }
  if (differences.length + otherwise.length > 0) process.exitCode = 1
}
