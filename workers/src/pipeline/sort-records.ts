import type { Batch, HeldDraft, Problem } from '@ioc/sql'
import { z } from 'zod'
import type { SourceRecord } from '../formats/format.ts'
import { mapRecord } from '../mapping/map-record.ts'
import type { Road } from './road.ts'

const VIETNAMESE = { error: z.locales.vi().localeError }

type Sorted = Pick<Batch, 'read' | 'facts' | 'held'> & { last: boolean }

const HOUR_MS = 3_600_000
const RECENT_MS = 40 * 24 * HOUR_MS

/**
 * A page's records sorted into facts and held ones, some thousands at a time; the final lot is marked `last`. Of a history
 * known by its source's clock, each hour is a lot of its own, so that the past can be looked at hour by hour.
 */
export async function* sortRecords(
  road: Road,
  { receivedAt }: { receivedAt: Date },
  page: { body: AsyncIterable<Uint8Array>; name: string },
  size: number,
): AsyncGenerator<Sorted> {
  let batch: Sorted = { read: 0, facts: [], held: [], last: false }
  for await (const source of road.prepared.format.read(page, road.prepared.formatSettings)) {
    const outcome = toFact(road, receivedAt, source)
    if (batch.read >= size || (road.knownBySource && isAnotherHour(batch, outcome, receivedAt))) {
      yield batch
      batch = { read: 0, facts: [], held: [], last: false }
    }
    batch.read++
    if ('draft' in outcome) batch.facts.push(outcome)
    else batch.held.push(outcome)
  }
  if (batch.read > 0) yield { ...batch, last: true }
}

/** Hours long past are taken together: nobody replays the minutes of last year. */
function isAnotherHour({ facts }: Sorted, outcome: ReturnType<typeof toFact>, receivedAt: Date): boolean {
  const first = facts[0]?.draft.source_version
  if (first === undefined || !('draft' in outcome)) return false
  const { source_version: version } = outcome.draft
  return version > receivedAt.getTime() - RECENT_MS && Math.floor(version / HOUR_MS) !== Math.floor(first / HOUR_MS)
}

function toFact(
  { prepared, domain, gazetteer }: Road,
  receivedAt: Date,
  source: SourceRecord,
): Batch['facts'][number] | HeldDraft {
  const { place } = source
  const at = source.at === undefined ? {} : { at: source.at }
  if ('problem' in source) {
    const reasons = [{ field: '', code: 'unreadable', message: source.problem }]
    return { status: 'rejected', place, ...at, raw: source.raw, reasons }
  }
  const raw = source.value
  const context = { ...gazetteer, receivedAt }
  const { record, problems } = mapRecord(prepared.spec.map, raw, { zone: prepared.spec.zone, receivedAt })
  const hold = (reasons: Problem[]): HeldDraft => {
    const of = domain.normaliser.identify(record, context)
    return { status: 'held', place, ...at, raw, ...(of && { of }), reasons }
  }
  if (problems) return hold(problems)
  const parsed = domain.normaliser.schema.safeParse(record, VIETNAMESE)
  if (!parsed.success) {
    return hold(parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), code: issue.code, message: issue.message })))
  }
  const normalised = domain.normaliser.toFact(parsed.data, context)
  return 'fact' in normalised ? { place, ...at, raw, draft: normalised.fact } : hold(normalised.problems)
}
