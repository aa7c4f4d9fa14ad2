import { appendFile, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { auditHead, type Db, type Head, parseHead } from '@ioc/sql'

/** Where heads of the audit are kept: a file outside the database, best on another machine. */
export const headsFile = (home = process.env.IOC_DATA_DIR || '.'): string =>
  resolve(process.env.AUDIT_HEADS || join(home, 'audit-heads'))

/** Writes down where the chain ends, so that whoever owns the database cannot cut it off, or make it anew, without being found out. */
export async function keepHead(db: Db, file = headsFile(), now = new Date()): Promise<void> {
  const head = await auditHead(db)
  if (head) await appendFile(file, `${now.toISOString()} ${head.position}:${head.hash}\n`, { mode: 0o600 })
}

/** The heads that were written down; none where the file is not there. Throws Invalid where a line is no head. */
export async function keptHeads(file: string): Promise<Head[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseHead(line.replace(/^\S+ /, '')))
}
