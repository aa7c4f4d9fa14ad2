import { access, constants, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { findFeed, heldReasons, Invalid } from '@ioc/sql'
import type { RawPage } from '../../connectors/connector.ts'
import { pageFromFile } from '../../connectors/folder/page.ts'
import { ingest } from '../../pipeline/ingest.ts'
import { withDatabase } from '../with-database.ts'

/** Runs a feed on files from the command line, beside a running instance or without one. */
export async function ingestFiles(feedKey: string, files: string[], { json }: { json?: boolean }): Promise<void> {
  const paths = files.map((file) => resolve(process.env.INIT_CWD ?? process.cwd(), file))
  for (const path of paths) {
    await access(path, constants.R_OK).catch(() => {
      throw new Invalid(`The file ${path} can't be read. Check its name and that you may open it.`)
    })
    if ((await stat(path)).isDirectory()) throw new Invalid(`${path} is a folder. Name the files in it: ${path}/*`)
  }
  const { summary, reasons } = await withDatabase(async (database) => {
    const feed = await findFeed(database.db, feedKey)
    const done = await ingest(database, feed, pagesOf(paths), { trigger: 'command', keepCursor: false, onProgress: report })
    const isClean = done.held + done.rejected === 0
    return { summary: done, reasons: isClean ? [] : await heldReasons(database.db, { run: done.run, limit: 5 }) }
  })
  if (process.stderr.isTTY) process.stderr.write('\n')
  const { error, ...counts } = { error: null, ...summary }
  if (error !== null) process.stderr.write(`${error}\n`)
  for (const { count, status, message, at } of reasons) {
    process.stderr.write(`${count} × ${status}: ${message}${at ? ` (${at})` : ''}\n`)
  }
  if (json) {
    process.stdout.write(`${JSON.stringify(error === null ? counts : { ...counts, error })}\n`)
  } else {
    const { feed, run, read, inserted, updated, unchanged, held, rejected, seconds } = counts
    process.stdout.write(
      `${feed}, run ${run}: ${read} read = ${inserted} inserted + ${updated} updated + ${unchanged} unchanged + ${held} held + ${rejected} rejected, in ${seconds} s\n`,
    )
  }
  // A file of which nothing could be used is a failure to whoever called, however well each row was held.
  const used = counts.inserted + counts.updated + counts.unchanged
  if (error !== null || (counts.read > 0 && used === 0)) process.exitCode = 1
}

async function* pagesOf(paths: string[]): AsyncGenerator<RawPage> {
  for (const path of paths) yield await pageFromFile(path)
}

function report({ read }: { read: number }): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${read} records`)
}
