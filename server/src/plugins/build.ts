import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../..')
/** All that an answer is computed by, what comes with the product beside its code included. */
const SOURCES = ['server/src', 'server/contract', 'sql/src', 'sql/domains', 'sql/provinces', 'workers/src', 'pnpm-lock.yaml']

let known: string | undefined

/** The fingerprint of the code this process runs: another way of computing is another build, whatever its version is called. */
export function buildOf(): string {
  known ??= fingerprint()
  return known
}

function fingerprint(): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of SOURCES.flatMap((source) => filesOf(join(ROOT, source)))) {
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file))
  }
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (path.endsWith('.yaml')) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
