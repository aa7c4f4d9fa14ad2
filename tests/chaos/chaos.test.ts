import { expect, test } from 'vitest'
import { KINDS } from './faults/index.ts'
import { reportOf } from './report.ts'
import { runChaos } from './run.ts'

// The rig of `npm run chaos`, short: each kind of fault that this machine lets us strike, once, under a small load.

test('whatever strikes a cluster, every record is there once, every wall shows it, and each alert was told once', async () => {
  const said: string[] = []
  const outcome = await runChaos({ seed: 1, only: KINDS, load: { everyMs: 200, walls: 2 } }, (sentence) => said.push(sentence))
  process.stdout.write(`${reportOf(outcome)}\n`)
  expect(outcome.checks.filter(({ wrong }) => wrong.length > 0)).toEqual([])
  expect(outcome.strikes.filter(({ recoveredMs }) => recoveredMs === null)).toEqual([])
  expect([...outcome.strikes, ...outcome.untried].map(({ kind }) => kind).sort()).toEqual([...KINDS].sort())
}, 1_800_000)
