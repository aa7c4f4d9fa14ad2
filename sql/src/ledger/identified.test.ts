import { expect, test } from 'vitest'
import { loadDomains } from '../pack/load.ts'
import { identified } from './identified.ts'

test('each branch says whose fact it is, whatever stands in brackets, texts and comments', () => {
  const rule = `-- select all from fact
select 'a.x' as measure, unit_id, (select max(t) from unnest(a) t) as bucket, '{}'::jsonb as dims, 1 as value
from fact
union all
SELECT 'it''s from facts', unit_id, at, '{}', value from fact, lateral (select 1 as value from other) o`
  expect(identified(rule)).toBe(`-- select all from fact
select fact.feed_id, fact.external_id, 'a.x' as measure, unit_id, (select max(t) from unnest(a) t) as bucket, '{}'::jsonb as dims, 1 as value
from fact
union all
SELECT fact.feed_id, fact.external_id, 'it''s from facts', unit_id, at, '{}', value from fact, lateral (select 1 as value from other) o`)
})

test.each([
  ["select 'a', unit_id, at, '{}', 1 from fact f"],
  ["select 'a', unit_id, at, '{}', 1 from fact as f where true"],
  ["with own as (select * from fact) select 'a', unit_id, at, '{}', 1 from own"],
  ["select 'a', unit_id, at, '{}', count(*) from fact group by unit_id, at"],
  ["select distinct 'a', unit_id, at, '{}', 1 from fact"],
  ['select'],
])('%s does not', (rule) => {
  expect(identified(rule)).toBe(null)
})

test('every domain’s rules say it', async () => {
  const kinds = (await loadDomains()).flatMap(({ kinds }) => kinds)
  expect(kinds.filter(({ contributions }) => identified(contributions) === null).map(({ id }) => id)).toEqual([])
})
