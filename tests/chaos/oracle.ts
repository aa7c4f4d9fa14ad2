import { dayOf } from '@ioc/sql'
import type { Log, Telling } from './telling.ts'

// What the source's log comes to, worked out apart from the product. Pure.

/** The dossiers of one feed as they stand: of each the version told with the latest hour; rows told broken are none. */
function standing(told: readonly Telling[]): Map<string, Telling> {
  const newest = new Map<string, Telling>()
  for (const telling of told) {
    if (telling.field === undefined) continue
    const known = newest.get(telling.code)
    if (!known || telling.updated_at >= known.updated_at) newest.set(telling.code, telling)
  }
  return newest
}

/** Codes that were told broken, each to be held once. */
export const broken = (told: readonly Telling[]): string[] => [
  ...new Set(told.filter(({ field }) => field === undefined).map(({ code }) => code)),
]

/** One line for each fact that is to be there, as the database is asked for them. */
export function facts(log: Log): string[] {
  return [...log]
    .flatMap(([feed, told]) =>
      [...standing(told).values()].map((each) =>
        factLine([
          feed,
          each.code,
          Date.parse(each.updated_at),
          each.deleted,
          each.unit,
          each.status,
          each.field,
          each.channel,
          each.received_at,
          each.due_at,
          each.finished_at,
        ]),
      ),
    )
    .sort()
}

export const factLine = (values: unknown[]): string => values.map((value) => String(value ?? '')).join(' | ')

/** Every total: measure, unit, bucket and what it is split by → how many. Buckets as the province's hours, `2026-12-01 10`. */
export function totals(log: Log): Record<string, number> {
  const sums: Record<string, number> = {}
  const add = (...key: (string | undefined)[]) => {
    const name = key.join(' | ')
    sums[name] = (sums[name] ?? 0) + 1
  }
  for (const told of log.values())
    for (const { deleted, unit, field, channel, status, received_at, due_at, finished_at } of standing(told).values()) {
      if (deleted) continue
      const received = `${dayOf(new Date(received_at))} 00`
      add('received', unit, received, field, channel)
      if (finished_at !== null && status === 'done')
        add('completed', unit, `${dayOf(new Date(finished_at))} 00`, field, outcomeOf(finished_at, due_at))
      else {
        add('waiting', unit, received, field, '')
        add('open', unit, hourAfter(due_at), field, status)
      }
    }
  return sums
}

function outcomeOf(finished: string, due: string): string {
  if (finished > due) return 'late'
  return dayOf(new Date(finished)) < dayOf(new Date(due)) ? 'early' : 'on_time'
}

const HOUR_MS = 3_600_000
const HANOI_MS = 7 * HOUR_MS

/** Open dossiers stand at the hour after which they are overdue. */
function hourAfter(due: string): string {
  const at = Math.floor(Date.parse(due) / HOUR_MS) * HOUR_MS + HOUR_MS
  return new Date(at + HANOI_MS).toISOString().slice(0, 13).replace('T', ' ')
}

/** What a wall is to show as received on a day. */
export function receivedOn(log: Log, day: string): number {
  let count = 0
  for (const told of log.values())
    for (const { deleted, received_at } of standing(told).values()) if (!deleted && dayOf(new Date(received_at)) === day) count++
  return count
}
