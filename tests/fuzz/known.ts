import { type Database, listFeeds, loadRegistry, loadUnitRegistry } from '@ioc/sql'
import type { Known } from './from-schema.ts'

/** What the names of parameters and fields stand for in this house. */
export async function knownIn({ db }: Database): Promise<Known> {
  const [units, registry, feeds] = [await loadUnitRegistry(db), await loadRegistry(), await listFeeds(db)]
  const indicators = registry.indicators.map(({ id }) => id)
  const keys = [
    'hung-yen',
    'phuong-pho-hien',
    'hung-yen-cu',
    'thanh-pho-hung-yen-323',
    ...units.all.slice(0, 5).map(({ key }) => key),
  ]
  return {
    ...{ indicator: indicators, id: ['1', '2', ...indicators.slice(0, 20)], unit: keys, of: keys, root: keys, key: keys },
    ...{
      feed: feeds.map(({ spec }) => spec.id),
      period: ['today', 'month', '2026', '2026-10', 'last12m', 'now', 'latest', 'since_merger'],
    },
    ...{
      where: ['channel:online', 'channel:', 'field:Đất đai', 'procedure:x', 'x', 'a:b:c'],
      asOf: ['2026-11-20', '2026-11-20T03:00:00Z'],
    },
    ...{
      dim: ['channel', 'field', 'procedure', 'sex'],
      search: ['indicator=dossiers.received_today'],
      by: ['Lan'],
      seen: [0, 1, 2],
    },
  }
}
