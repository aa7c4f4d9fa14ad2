import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { dataFolder, programFolder, roomLeft, runtime, secretFiles, user } from './machine.ts'

function folder(): string {
  const home = mkdtempSync(join(tmpdir(), 'ioc-doctor-'))
  onTestFinished(() => rmSync(home, { recursive: true }))
  return home
}

test('a data folder that others can look into is wrong, and closed it is not', () => {
  const home = folder()
  chmodSync(home, 0o755)
  expect(dataFolder({ home })).toMatchObject({ state: 'wrong', next: `chmod go-rwx ${home}` })
  chmodSync(home, 0o700)
  expect(dataFolder({ home })).toMatchObject({ state: 'ok' })
})

test('a key that others can read is wrong; that none is kept yet is not', () => {
  const home = folder()
  expect(secretFiles({ home })).toMatchObject({ state: 'ok' })
  const key = join(home, 'secrets.key')
  writeFileSync(key, '', { mode: 0o600 })
  expect(secretFiles({ home })).toMatchObject({ state: 'ok' })
  chmodSync(key, 0o640)
  expect(secretFiles({ home })).toMatchObject({ state: 'wrong', says: expect.stringContaining(key) })
})

test('root is wrong, whoever may write the program is to be thought about, and whoever may not is fine', () => {
  expect([user({ uid: 0 }).state, user({ uid: 1000 }).state, user({ uid: undefined }).state]).toEqual(['wrong', 'ok', 'ok'])
  expect(programFolder({ program: folder(), uid: 1000 })).toMatchObject({ state: 'to do' })
  expect(programFolder({ program: '/proc/self', uid: 1000 })).toMatchObject({ state: 'ok' })
})

test.each([
  [0.5, 100, 'wrong'],
  [4, 50, 'to do'],
  [20, 1000, 'to do'],
  [20, 100, 'ok'],
])('%d GB free of %d are %s', (free, whole, state) => {
  expect(roomLeft(free * 1024 ** 3, whole * 1024 ** 3)).toMatchObject({ state })
})

test('a Node without security fixes is told of', () => {
  expect(['20.19.4', '22.12.0', '24.1.0'].map((node) => runtime({ node }).state)).toEqual(['to do', 'ok', 'ok'])
})
