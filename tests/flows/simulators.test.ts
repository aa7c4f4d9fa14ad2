import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Children, startSimulators } from '@ioc/workers/testing'
import { expect, onTestFinished, test } from 'vitest'
import { hungYen } from '../support/database.ts'

test('simulated sources run where a feed in use reads them, and nowhere else', async () => {
  const database = await hungYen()
  const folder = mkdtempSync(join(tmpdir(), 'ioc-simulators-'))
  const children = new Children(new AbortController().signal)
  onTestFinished(async () => {
    await children.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const env = { IOC_DATA_DIR: folder, IOC_SCALE: '0.01', IOC_HISTORY_MONTHS: '1', IOC_SECRET_SIMULATOR: 'of a test' }
  const url = await startSimulators(database.db, children, env)
  expect((await fetch(url ?? 'http://none')).status).toBeLessThan(500)
  await database.pool.query(`update feed set spec = spec || '{"simulated": false}'`)
  expect(await startSimulators(database.db, children, env)).toBeNull()
})
