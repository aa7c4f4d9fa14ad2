import { type BlockedRow, noteBlocked, openPage } from '@ioc/sql'
import { inSpan, spanned } from '../observing/spans.ts'
import { Blocked } from './blocked.ts'
import { judgeByHistory } from './judge-by-history.ts'
import type { PageToTake, Road } from './road.ts'
import { type Sorted, sortRecords } from './sort-records.ts'

/**
 * A page's records sorted and judged by every rule, a lot at a time. A page with a row that a rule blocks throws before its first lot
 * is given, however long it is; what a person corrected is held instead, and not judged by history: they have looked at it. History is
 * what is stored, the lot before among it: `written` is when that one is.
 */
export async function* judgedLots(
  road: Road,
  runId: number,
  page: PageToTake,
  { size, written }: { size: number; written: () => Promise<unknown> },
): AsyncGenerator<Sorted> {
  const { id, name, isCorrection = false } = page
  const lots = (most?: number) =>
    sortRecords(road, page, { body: openPage(road.database, id), name, isCorrection, ...(most !== undefined && { most }) }, size)
  let isLookedThrough = isCorrection || road.rules.blocking.size === 0
  for await (const lot of spanned('page.read', lots(), (lot) => ({ 'ioc.page': id, 'ioc.records': lot.read }))) {
    if (road.rules.history.length > 0) await written()
    const judged = isCorrection ? lot : await inSpan('rules.judge', { 'ioc.page': id }, () => judgedLot(road, lot))
    if (!isLookedThrough) {
      const rows = judged.last ? blockedOf(judged) : await blockedOfAll(road, lots(Number.POSITIVE_INFINITY))
      if (rows.length > 0) {
        await noteBlocked(road.database.db, { feedId: road.feed.id, runId, pageId: id }, rows)
        throw new Blocked(name, rows)
      }
      isLookedThrough = true
    }
    yield judged
  }
}

async function judgedLot(road: Road, lot: Sorted): Promise<Sorted> {
  const judge = await judgeByHistory(road, road.feed.id, lot.facts)
  if (!judge) return lot
  const outcomes = lot.facts.map(judge)
  const facts = outcomes.flatMap((outcome) => ('draft' in outcome ? [outcome] : []))
  const held = outcomes.flatMap((outcome) => ('draft' in outcome ? [] : [outcome]))
  return { ...lot, facts, held: [...lot.held, ...held] }
}

async function blockedOfAll(road: Road, lots: AsyncIterable<Sorted>): Promise<BlockedRow[]> {
  const rows: BlockedRow[] = []
  for await (const lot of lots) {
    road.signal?.throwIfAborted()
    rows.push(...blockedOf(await judgedLot(road, lot)))
  }
  return rows
}

function blockedOf({ held }: Sorted): BlockedRow[] {
  return held.flatMap(({ blockedBy = [], place, at, of, reasons }) =>
    reasons
      .filter(({ code }) => blockedBy.includes(code))
      .map(({ code, message, en }) => ({ place, at, record: of?.external_id ?? null, rule: code, message, en })),
  )
}
