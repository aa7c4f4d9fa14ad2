import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { mayRead } from './may-read.ts'
import { foldersToRead } from './to-read.ts'

test('a feed reads what was dropped and what an administrator listed, and nothing else of this machine, by whatever link', async () => {
  const home = mkdtempSync(join(tmpdir(), 'ioc-may-read-'))
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(home, { recursive: true })
  })
  vi.stubEnv('IOC_DATA_DIR', home)
  vi.stubEnv('IOC_SOURCE_FOLDERS', `${join(home, 'chung')}, ${join(home, 'khac')}`)
  for (const name of ['drop/budget', 'chung/xa', 'kin']) mkdirSync(join(home, name), { recursive: true })
  symlinkSync(join(home, 'kin'), join(home, 'drop/loi-tat'))
  const allowed = ['drop', 'drop/budget', 'drop/chua-co', 'chung', 'chung/xa', 'khac']
  const refused = ['', 'kin', 'drop/../kin', 'drop/loi-tat', 'chung2', 'dropped', '/etc', '/']
  for (const each of allowed) expect([each, await mayRead(join(home, each))]).toEqual([each, true])
  // To choose from: what is there, links left out.
  expect(await foldersToRead()).toEqual(['drop', 'drop/budget', join(home, 'chung'), join(home, 'chung/xa')])
  for (const each of refused) expect([each, await mayRead(each.startsWith('/') ? each : join(home, each))]).toEqual([each, false])
})
