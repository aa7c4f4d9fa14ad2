import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// The fast gate: format, lint, types, boundaries, supply chain, unused exports. Seconds, no database. Ends with `N passed, N failed`.
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bin = (name) => join(root, 'node_modules/.bin', name)

const CHECKS = [
  ['format and lint', [bin('biome'), 'check', '--error-on-warnings', '.']],
  ...['sql', 'workers', 'server', 'web', 'tests'].map((folder) => [`types of ${folder}`, [bin('tsc'), '-p', folder]]),
  ['boundaries', [bin('vitest'), 'run', '--root', '.', 'tests/boundaries.test.ts', 'tests/asvs.test.ts']],
  ['supply chain', [bin('vitest'), 'run', '--root', '.', '--testTimeout', '60000', 'tests/supply-chain']],
  ['unused exports', [bin('knip')]],
]

let failed = 0
for (const [name, [command, ...args]] of CHECKS) {
  const started = Date.now()
  const { status, output } = await run(command, args)
  process.stdout.write(`${status === 0 ? '✔' : '✘'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`)
  if (status === 0) continue
  failed++
  process.stdout.write(`${output}\n`)
}
process.stdout.write(`\n${CHECKS.length - failed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)

function run(command, args) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('close', (status) => done({ status, output }))
  })
}
