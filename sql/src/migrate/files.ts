import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { domainFolders } from '../pack/load.ts'

const CORE = join(dirname(fileURLToPath(import.meta.url)), '../../migrations')
const DOWN = '.down.sql'
const OUTSIDE = /^-- outside a transaction\b/

/** One step of the tables, named by the minute it was written: plain SQL, and in `….down.sql` beside it what takes it back. */
export interface Step {
  name: string
  up: string
  /** Of every step after the first release. */
  down: string | null
  /** Its statements run one by one, each by itself, as `create index concurrently` asks for. Each can run again. */
  outside: boolean
}

/** Of the core and of every domain, in order. */
export function readSteps(folders = [CORE, ...domainFolders().map((folder) => join(folder, 'migrations'))]): Step[] {
  return folders.flatMap(stepsIn).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function stepsIn(folder: string): Step[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql') && !file.endsWith(DOWN))
  return files.map((file) => {
    const name = file.replace(/\.sql$/, '')
    const up = readFileSync(join(folder, file), 'utf8')
    const down = join(folder, name + DOWN)
    return { name, up, down: existsSync(down) ? readFileSync(down, 'utf8') : null, outside: OUTSIDE.test(up) }
  })
}
