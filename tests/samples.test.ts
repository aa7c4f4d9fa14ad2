import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFeeds, loadDomains, verify } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'

// sql/domains/<domain>/sample/<feed>.json is a page as its source writes it: what whoever plugs in the real one has to match.

test('a page of every simulated interface lies beside its domain, and goes through its feed whole, twice the same', async () => {
  const database = await hungYen()
  const spoken = (await listFeeds(database.db)).filter(
    ({ spec }) => spec.simulated && spec.connector === 'rest' && JSON.stringify(spec.settings).includes('/lgsp/'),
  )
  expect(spoken.length).toBeGreaterThan(20)
  const folders = new Map((await loadDomains()).map(({ pack, folder }) => [pack.id, folder]))
  const without: string[] = []
  for (const { spec } of spoken) {
    const path = join(folders.get(spec.domain) as string, 'sample', `${spec.id}.json`)
    if (!existsSync(path)) {
      without.push(spec.id)
      continue
    }
    const page = readFileSync(path, 'utf8')
    const { duLieu } = JSON.parse(page)
    const first = await takeFiles(database, spec.id, { 'sample.json': page })
    expect(first, spec.id).toMatchObject({ read: duLieu.length, inserted: duLieu.length, held: 0, rejected: 0 })
    expect(await takeFiles(database, spec.id, { 'again.json': page }), spec.id).toMatchObject({ inserted: 0, updated: 0 })
  }
  expect(without).toEqual([])
  expect((await verify(database.db)).differences).toEqual([])
})

test('every sample belongs to a feed', async () => {
  const database = await hungYen()
  const known = new Set((await listFeeds(database.db)).map(({ spec }) => `${spec.domain}/${spec.id}`))
  for (const { pack, folder } of await loadDomains()) {
    const sample = join(folder, 'sample')
    for (const file of existsSync(sample) ? readdirSync(sample) : [])
      expect(known, file).toContain(`${pack.id}/${file.replace(/\.\w+$/, '')}`)
  }
})
