import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../support/app.ts'
import { freePort } from '../support/free-port.ts'
import { folderForDatabases } from '../support/in-memory.ts'

const ROOT = join(import.meta.dirname, '../..')

/** `ioc start` in a group of its own, as a terminal would run it. */
async function house() {
  const folder = folderForDatabases()
  const port = await freePort()
  const { DATABASE_URL, ...rest } = process.env
  const child = spawn(process.execPath, ['workers/bin/ioc.mjs', 'start'], {
    cwd: ROOT,
    env: { ...rest, IOC_DATA_DIR: folder, PORT: String(port), IOC_SCALE: '0.01', IOC_HISTORY_MONTHS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const ctrlC = () => process.kill(-(child.pid as number), 'SIGINT')
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) ctrlC()
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    folder,
    pid: child.pid as number,
    said: () => said,
    ended,
    ctrlC,
    isReady: async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok ?? false,
  }
}

const postmasterFile = (folder: string) => join(folder, 'postgres/postmaster.pid')

/** The processes whose command line holds `text`, of one parent or of any. */
function processes(text: string, parent?: number): number[] {
  const lines = execFileSync('ps', ['-axww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  const found = lines.map((line) => /^ *(\d+) +(\d+) (.*)$/.exec(line)).filter((match) => match?.[3]?.includes(text))
  return found.filter((match) => parent === undefined || Number(match?.[2]) === parent).map((match) => Number(match?.[1]))
}

test.each([
  [
    'the cluster is made',
    (folder: string) => !existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'postgres.password')),
  ],
  ['PostgreSQL is launched', (folder: string) => existsSync(join(folder, 'postgres.log'))],
  ['tables are made', (folder: string) => existsSync(postmasterFile(folder))],
])('Ctrl-C while %s leaves no process behind', async (_, reached) => {
  const { folder, ended, ctrlC, said } = await house()
  const tooSoon = ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${said()}`)))
  await Promise.race([until('the moment', () => reached(folder), 60), tooSoon])
  ctrlC()
  expect(await ended).toBe(0)
  expect(said()).toMatch(/Stopping…\n$/)
  // A process of initdb that was interrupted with it takes a moment to go.
  await until('no process left', () => processes(folder).length === 0, 10)
  expect(existsSync(postmasterFile(folder))).toBe(false)
})

test('kill -9 of PostgreSQL and of the simulated sources under a running house is mended, and told in a sentence', async () => {
  const { folder, pid, said, ended, ctrlC, isReady } = await house()
  await until('the wall', () => said().includes('The wall is open at'), 120)

  const postmaster = Number(readFileSync(postmasterFile(folder), 'utf8').split('\n')[0])
  process.kill(postmaster, 'SIGKILL')
  await until('a server that knows', async () => !(await isReady()))
  await until('PostgreSQL again', isReady, 30)
  expect(said()).toContain('PostgreSQL stopped; starting it again\n')

  const [sources] = processes('simulators/main.ts', pid)
  process.kill(sources as number, 'SIGKILL')
  await until('other sources', () => processes('simulators/main.ts', pid).some((other) => other !== sources), 30)
  expect(said()).toContain('the simulated sources stopped (SIGKILL); starting it again\n')
  expect(said()).not.toContain('{"url"')

  ctrlC()
  expect(await ended).toBe(0)
  expect(processes(folder)).toEqual([])
})
