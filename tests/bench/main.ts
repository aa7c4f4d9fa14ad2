import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '@ioc/sql/embedded'
import { alerts } from './alerts.ts'
import { asof } from './asof.ts'
import { cube } from './cube.ts'
import { expressions } from './expressions.ts'
import { fanout } from './fanout/fanout.ts'
import { freshness } from './freshness.ts'
import { growth } from './growth.ts'
import { ingestion } from './ingestion.ts'
import { memory } from './memory/memory.ts'
import { neighbours } from './neighbours.ts'
import { query } from './query.ts'
import { queue } from './queue.ts'
import { scroll } from './scroll.ts'
import { size } from './size.ts'
import { start } from './start.ts'
import { wall } from './wall.ts'

// Ratios to a limit measured in the same run on the same machine, alternating limit and product. Absolute figures beside them
// say only what this machine did today.
//
//   npm run bench -- [--only ingest,growth,freshness,query,asof,alerts,neighbours,expressions,wall,scroll,size,fanout,queue,start,memory,cube] [--json FILE]
//
// Of these `cube` runs by name alone: it installs Cube first, some 180 MB.

const BENCHES = {
  ingest: ingestion,
  growth,
  freshness,
  query,
  asof,
  alerts,
  neighbours,
  expressions,
  wall,
  scroll,
  size,
  fanout,
  queue,
  start,
  memory,
  cube,
}

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } })
const wanted = values.only?.split(',') ?? Object.keys(BENCHES).filter((name) => name !== 'cube')
const unknown = wanted.find((name) => !(name in BENCHES))
if (unknown) throw new Error(`There is no bench «${unknown}». Benches: ${Object.keys(BENCHES).join(', ')}.`)

const home = mkdtempSync(join(tmpdir(), 'ioc-bench-'))
const server = await startEmbedded(home)
const results: Record<string, unknown> = {}
try {
  for (const name of wanted as (keyof typeof BENCHES)[]) {
    process.stderr.write(`${name}…\n`)
    results[name] = await BENCHES[name](server.url)
    process.stdout.write(`${name} ${JSON.stringify(results[name])}\n`)
  }
} finally {
  await server.release()
  rmSync(home, { recursive: true, force: true })
}
const report = { at: new Date().toISOString(), node: process.version, cpus: cpus().length, benches: results }
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
