import type { Batch, HeldDraft, Problem } from '@ioc/sql'
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
