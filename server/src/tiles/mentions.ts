import { findDomain, type Issue, indicatorOf, LATEST_HOURS, readIndicator, readIssues, spanOf } from '@ioc/sql'
import { topicNamed } from '@ioc/sql/listening'
import type { TileOf } from '../../contract/index.ts'
import { type Build, domainOf } from './build.ts'
import type { TileContext } from './context.ts'
import { trustOf } from './reading.ts'

/** What is most spoken of, and whose it is. */
export const mentionsTile: Build<'mentions'> = async (context, tile, moment) => {
  const { database, units, registry, province } = context
  const domain = await findDomain(domainOf(tile))
  const span = spanOf('last24h', moment.at)
  const issues = await readIssues(database, units, domain, province.unitId, moment, tile.rows)
  const all = await readIndicator(database.db, units, indicatorOf(registry, tile.measure), province.unitId, moment, span)
  const trust = await trustOf(context, tile, span, moment, [all])
  return {
    id: tile.id,
    title: tile.title,
    kind: 'mentions',
    measure: tile.measure,
    ...trust,
    issues: issues.map((issue) => saidOf(context, issue, all.value ?? 0)),
  }
}

function saidOf(context: TileContext, issue: Issue, all: number): TileOf<'mentions'>['issues'][number] {
  const { id, feed, title, copies, outlets, negative, neutral, positive, first_at, last_at, latest, interactions } = issue
  const topic = topicNamed(issue.topic)
  return {
    id,
    feed,
    title,
    copies,
    outlets,
    sentiment: { negative, neutral, positive },
    topic: { id: topic.id, title: topic.title },
    place: context.units.get(issue.unit).name,
    owner: departmentOf(context, topic.owner),
    firstAt: first_at.toISOString(),
    lastAt: last_at.toISOString(),
    perHour: latest / LATEST_HOURS,
    voice: all === 0 ? 0 : Math.min(1, copies / all),
    interactions,
    handling: issue.handling && { state: issue.handling, minutes: issue.minutes },
  }
}

/** The department of this province that answers for a topic; null where it has none of that key. */
export function departmentOf({ units, province }: TileContext, key: string): string | null {
  return units.children(province.unitId, today()).find((unit) => unit.key === key)?.name ?? null
}

function today(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
}
