#!/usr/bin/env node
// The one entrance. Plain JavaScript without dependencies, for it runs before anything is installed and on any Node:
// it checks Node, installs what is missing, and hands over to src/cli/main.ts.
import { spawnSync } from 'child_process'
import { createHash } from 'crypto'
import { existsSync, readFileSync, writeFileSync } from 'fs'
import { dirname, join } from 'path'
import { fileURLToPath, pathToFileURL } from 'url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  fail(
    'Phố Hiến needs Node 20.19 or newer and this is ' +
      process.versions.node +
      '. Install Node 24 LTS from nodejs.org and start again.',
  )
}

install()
if (process.argv[2] !== '--install') run()

/** Installs when the lockfile is not the one last installed; quick and silent otherwise. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .update(process.versions.modules)
    .digest('hex')
  const stamp = join(root, 'node_modules', '.installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  process.stderr.write('Installing packages (the first time only)…\n')
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx'
  const { status, error } = spawnSync(
    npx,
    ['--yes', manifest.packageManager, 'install', '--frozen-lockfile', '--reporter=append-only'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    },
  )
  if (status !== 0) {
    fail(
      'The packages could not be installed' +
        (error ? ' (' + error.message + ')' : '') +
        '. Check the connection to the npm registry and start again.',
    )
  }
  writeFileSync(stamp, lock)
}

function run() {
  // tsx compiles as it loads; from here on the program is TypeScript.
  import('tsx/esm/api')
    .then(({ register }) => register() && import(pathToFileURL(join(root, 'workers/src/cli/main.ts')).href))
    .catch((error) => fail(error.stack))
}

function fail(sentence) {
  process.stderr.write(sentence + '\n')
  process.exit(1)
}
