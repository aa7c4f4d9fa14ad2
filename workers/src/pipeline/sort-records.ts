import type { Batch, FactDraft, HeldDraft, Problem } from '@ioc/sql'
import { z } from 'zod'
import type { SourceRecord } from '../formats/format.ts'
import { mapRecord } from '../mapping/map-record.ts'
import type { Road } from './road.ts'

const VIETNAMESE = { error: z.locales.vi().localeError }

type Sorted = Pick<Batch, 'read' | 'facts' | 'held'> & { last: boolean }

/** A page's records sorted into facts and held ones, some thousands at a time; the final lot is marked `last`. */
export async function* sortRecords(
  road: Road,
  { receivedAt }: { receivedAt: Date },
  page: { body: AsyncIterable<Uint8Array>; name: string },
  size: number,
): AsyncGenerator<Sorted> {
  let batch: Sorted = { read: 0, facts: [], held: [], last: false }
  for await (const source of road.prepared.format.read(page, road.prepared.formatSettings)) {
    if (batch.read >= size) {
      yield batch
      batch = { read: 0, facts: [], held: [], last: false }
    }
    batch.read++
    const outcome = toFact(road, receivedAt, source)
    if ('draft' in outcome) batch.facts.push(outcome)
    else batch.held.push(outcome)
  }
  if (batch.read > 0) yield { ...batch, last: true }
}

function toFact(
  { prepared, domain, gazetteer }: Road,
  receivedAt: Date,
  source: SourceRecord,
): { place: number; draft: FactDraft } | HeldDraft {
  const { place } = source
  const at = source.at === undefined ? {} : { at: source.at }
  if ('problem' in source) {
    return {
      status: 'rejected',
      place,
      ...at,
      raw: source.raw,
      reasons: [{ field: '', code: 'unreadable', message: source.problem }],
    }
  }
  const hold = (reasons: Problem[]): HeldDraft => ({ status: 'held', place, ...at, raw: source.value, reasons })
  const mapped = mapRecord(prepared.spec.map, source.value, { zone: prepared.spec.zone, receivedAt })
  if ('problems' in mapped) return hold(mapped.problems)
  const parsed = domain.normaliser.schema.safeParse(mapped.record, VIETNAMESE)
  if (!parsed.success) {
    return hold(parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), code: issue.code, message: issue.message })))
  }
  const normalised = domain.normaliser.toFact(parsed.data, { ...gazetteer, receivedAt })
  return 'fact' in normalised ? { place, draft: normalised.fact } : hold(normalised.problems)
}
