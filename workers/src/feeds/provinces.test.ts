import { readdirSync } from 'node:fs'
import { loadProvince } from '@ioc/sql'
import { expect, test } from 'vitest'
import { FeedSpec } from './feed-spec.ts'
import { prepareFeed } from './prepare.ts'

const house = new URL('../../../sql/provinces/', import.meta.url)
const provinces = readdirSync(house, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'national')
  .map((entry) => entry.name)

test.each(provinces)(
  'every feed of %s is complete, answered for by one of its units, and counts for no other province',
  async (key) => {
    const { feeds, units } = loadProvince(key)
    const keys = new Set(units.map((unit) => unit.key))
    for (const feed of feeds) {
      const { spec } = await prepareFeed(FeedSpec.parse(feed))
      if (feed.simulated) expect(keys, feed.id).toContain(feed.owner)
      const { unit } = spec.map
      if (typeof unit === 'object' && 'const' in unit) expect(unit.const, feed.id).toBe(feed.simulated ? key : unit.const)
    }
  },
)
