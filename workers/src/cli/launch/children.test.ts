import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Children } from './children.ts'

// Tells its address and its process, and listens where it is told to.
const SOURCE = `
  import { createServer } from 'node:http'
  const server = createServer((_, response) => response.end(String(process.pid)))
  server.listen(Number(process.env.IOC_SIMULATOR_PORT || 0), '127.0.0.1', () =>
    console.log(JSON.stringify({ url: 'http://127.0.0.1:' + server.address().port, pid: process.pid })))
  process.on('disconnect', () => process.exit())
`

test('a source killed with -9 is started again at the address others know', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-children-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'source.mjs')
  writeFileSync(file, SOURCE)
  const children = new Children(new AbortController().signal)
  const { url, pid } = await children.startAndHear<{ url: string; pid: number }>('the source', file, {})
  process.kill(pid, 'SIGKILL')
  await children.untilReady(url)
  expect(Number(await (await fetch(url)).text())).not.toBe(pid)
  await children.stop()
  await expect(fetch(url)).rejects.toThrow()
})

test('Ctrl-C ends the wait for a source that says nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-children-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'silent.mjs')
  writeFileSync(file, 'setInterval(() => {}, 1000)')
  const interrupted = new AbortController()
  const children = new Children(interrupted.signal)
  const heard = children.startAndHear('the source', file, {})
  interrupted.abort()
  await expect(heard).rejects.toThrow(/aborted/)
  await children.stop()
})
