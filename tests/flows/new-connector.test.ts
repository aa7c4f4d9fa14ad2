import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

test('npm run new:connector makes a connector of at most 150 lines that does what is asked of all', () => {
  // Within the packages, where its imports are found.
  const folder = mkdtempSync(join(ROOT, 'workers/node_modules/.new-connector-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const made = spawnSync('npm', ['run', '-s', 'new:connector', '--', 'soap-cu', '--into', folder], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  expect([made.status, made.stderr]).toEqual([0, ''])
  const files = readdirSync(join(folder, 'soap-cu'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name))
  const text = files.map((name) => readFileSync(join(folder, 'soap-cu', name), 'utf8')).join('')
  expect(text.split('\n').length).toBeLessThanOrEqual(150)
  expect(text).toContain('SoapCuConfig')

  const env = { ...process.env, IOC_CONNECTORS_DIR: folder }
  const asked = spawnSync('node', ['tests/run.mjs', 'workers/src/connectors/conformance', '-t', 'soap-cu'], {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  })
  expect([asked.status, asked.stdout.match(/(\d+) passed, 0 failed/)?.[1]]).toEqual([0, expect.stringMatching(/^(9|1\d)$/)])
  const again = spawnSync('npm', ['run', '-s', 'new:connector', '--', 'soap-cu', '--into', folder], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('is there already')])
})
