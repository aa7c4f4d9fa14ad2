import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../with-database.ts'

const SOURCES = [
  'web/src',
  'web/public',
  'web/index.html',
  'web/vite.config.ts',
  'web/lean.ts',
  'server/contract',
  'sql/src/pack',
  'sql/src/screens',
  'sql/src/alerts/rule.ts',
  'sql/src/calendar/lunar.ts',
  'sql/src/feeds/draft-parts.ts',
  'sql/src/feeds/same-spec.ts',
  'pnpm-lock.yaml',
]

/** Builds the browser's part when its sources are not those last built. */
export async function buildWeb(say: (sentence: string) => void, signal: AbortSignal): Promise<void> {
  const dist = join(ROOT, 'web/dist')
  const stamp = join(dist, '.built-from')
  const sources = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  say('Building the web part…')
  // Built beside and put in place whole: a server may be serving the old one, and two may start at once.
  const fresh = join(ROOT, `web/.cache/dist-${process.pid}`)
  const vite = join(ROOT, 'web/node_modules/vite/bin/vite.js')
  try {
    await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'warn', '--outDir', fresh], {
      cwd: join(ROOT, 'web'),
      // Whoever asks for it, a test too: what is built is what is served, and it is kept for the next who asks.
      env: { ...process.env, NODE_ENV: 'production' },
      signal,
    })
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    const { stderr, stdout } = error as { stderr?: string; stdout?: string }
    throw new Error(`The web part could not be built:\n${stderr || stdout || (error as Error).message}`)
  }
  writeFileSync(join(fresh, '.built-from'), sources)
  putInPlace(fresh, dist)
}

/** Moves a folder where another stands, whole at every moment but one; where two do so at once, one of them is kept. */
function putInPlace(fresh: string, dist: string): void {
  const old = `${fresh}-old`
  try {
    if (existsSync(dist)) renameSync(dist, old)
    renameSync(fresh, dist)
  } catch (error) {
    // Another has moved the old one away, or put its own in place, in between.
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    if (!existsSync(dist)) renameSync(fresh, dist)
  } finally {
    for (const left of [old, fresh]) rmSync(left, { recursive: true, force: true })
  }
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const source of SOURCES)
    for (const file of filesOf(join(ROOT, source))) hash.update(file.slice(ROOT.length)).update(readFileSync(file))
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  } catch {
    return [path]
  }
}
