import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { KINDS, type Kind } from './faults/index.ts'
import { holds, reportOf } from './report.ts'
import { runChaos } from './run.ts'

// A cluster under live load is struck at random, and afterwards everything told is there once: exit 0 only if every check holds.
//
//   npm run chaos -- [--minutes N] [--seed S] [--only kill,freeze,…] [--json FILE]

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
})
const minutes = Number(values.minutes)
if (!(minutes > 0)) throw new Error(`--minutes «${values.minutes}» is no number of minutes.`)
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed)
if (!Number.isInteger(seed)) throw new Error(`--seed «${values.seed}» is no whole number.`)
const only = (values.only?.split(',') ?? KINDS) as Kind[]
const unknown = only.find((kind) => !KINDS.includes(kind))
if (unknown) throw new Error(`There is no fault «${unknown}». Faults: ${KINDS.join(', ')}.`)

const say = (sentence: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${sentence}\n`)
say(`Seed ${seed}. To strike the same in the same order: npm run chaos -- --minutes ${minutes} --seed ${seed}`)
const ended = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort())
const outcome = await runChaos({ seed, minutes, only, signal: ended.signal }, say)
process.stdout.write(`${reportOf(outcome)}\n`)
if (values.json)
  writeFileSync(values.json, `${JSON.stringify({ at: new Date().toISOString(), node: process.version, ...outcome }, null, 2)}\n`)
process.exit(holds(outcome) ? 0 : 1)
