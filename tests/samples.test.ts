import { readFileSync } from 'node:fs'
import { listFeeds, verify } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'
import { type Sample, samplesByFeed } from './support/samples.ts'

// sql/domains/<domain>/sample/<feed>.* is a page as its source writes it: what whoever plugs in the real one has to match.

/** What pulls no page of its own: figures keyed in, and what is pushed. */
const WITHOUT_PAGES = ['form', 'webhook']

test('a page of every simulated source lies beside its domain, and goes through its feed whole, twice the same', async () => {
  const database = await hungYen()
  const simulated = (await listFeeds(database.db)).filter(({ spec }) => spec.simulated && !WITHOUT_PAGES.includes(spec.connector))
  expect(simulated.length).toBeGreaterThan(30)
  const samples = await samplesByFeed()
  expect(simulated.filter(({ spec }) => !samples.has(spec.id)).map(({ spec }) => spec.id)).toEqual([])
  for (const { spec } of simulated) {
    const { name, path } = samples.get(spec.id) as Sample
    const page = readFileSync(path)
    const first = await takeFiles(database, spec.id, { [name]: page })
    expect(first, spec.id).toMatchObject({ held: 0, rejected: 0 })
    // A delivery of documents is told of at each of its steps.
    expect(first.inserted, spec.id).toBe(spec.id === 'documents-sim' ? first.read / 3 : first.read)
    expect(first.inserted, spec.id).toBeGreaterThan(0)
    if (name.endsWith('.json')) expect(first.read, spec.id).toBe(JSON.parse(page.toString()).duLieu.length)
    // An outlet is known by the name its page came under.
    const again = name.endsWith('.rss') ? { [name]: `${page}\n` } : { [`lai-${name}`]: page }
    expect(await takeFiles(database, spec.id, again), spec.id).toMatchObject({ inserted: 0, updated: 0 })
  }
  expect((await verify(database.db)).differences).toEqual([])
})

test('every sample belongs to a feed', async () => {
  const database = await hungYen()
  const known = new Set((await listFeeds(database.db)).map(({ spec }) => `${spec.domain}/${spec.id}`))
  for (const [feed, { domain }] of await samplesByFeed()) expect(known).toContain(`${domain}/${feed}`)
})
