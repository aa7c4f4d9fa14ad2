import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid, NotFound } from '../errors.ts'
import { sha256 } from '../indicators/certification.ts'
import { termsWithin } from '../indicators/formula.ts'
import type { DefinedIndicator, Registry } from '../indicators/registry.ts'
import { isInRange, type Span } from '../readings/asked/period.ts'
import { addDays, startOfDay } from '../time/hanoi.ts'
import { slotBefore, slotFrom } from '../time/slots.ts'

// A figure with a release time: it is taken in, checked and kept like any other, and nobody is shown it before its hour. What counts
// are the measures behind the indicator, so that no other indicator gives it away.

export interface Embargo {
  id: number
  /** The indicator it was set for, or the domain. */
  indicator: string
  measures: string[]
  span: Span
  until: Date
  why: string
  setBy: string
  setAt: Date
  /** Whoever let it go before its hour; null where nobody did. */
  lifted: { at: Date; by: string; why: string } | null
}

const MOST_AHEAD_MS = 366 * 86_400_000

/** The buckets of whole days, both included, in the grain an indicator is told by. Throws Invalid where there is no calendar to count by. */
export function wholeBuckets({ grain }: Pick<HeldWith, 'grain'>, days: { from: string; to: string }): Span {
  if (!isInRange(days.from) || !isInRange(days.to))
    throw new Invalid({
      vi: 'Ngày nằm ngoài các năm 1900 đến 2199. Xem lại năm.',
      en: 'The days lie outside the years 1900 to 2199. Look at the year again.',
    })
  return { from: slotBefore(startOfDay(days.from), grain), to: slotFrom(startOfDay(addDays(days.to, 1)), grain) }
}

/** What is held back with an indicator, or with a whole domain. */
export interface HeldWith {
  id: string
  measures: string[]
  grain: DefinedIndicator['grain']
}

/** Of an indicator all that it counts, and what counts the same otherwise; of a domain, named by its id, all of it, so that no part adds up to what is held back. */
export function heldWith(registry: Pick<Registry, 'meanings' | 'indicator'>, id: string): HeldWith {
  const domain = registry.meanings.find((meaning) => meaning.id === id)
  if (domain) return { id, measures: domain.measures.map((measure) => measure.id), grain: 'day' }
  const { definitions, grain } = registry.indicator(id)
  const terms = definitions.flatMap(({ compiled }) => termsWithin(compiled.terms))
  const counted = new Set(terms.map(({ measure }) => measure.sameAs ?? measure.id))
  const alike = registry.meanings.flatMap(({ measures }) => measures.filter((each) => counted.has(each.sameAs ?? each.id)))
  return { id, measures: [...new Set([...terms.map(({ measure }) => measure), ...alike].map((each) => each.id))], grain }
}

/** Holds figures of a span back. Throws Invalid where the hour is over or too far off. */
export async function setEmbargo(
  db: Db,
  { id, measures }: Pick<HeldWith, 'id' | 'measures'>,
  { span, until, why, by, now = new Date() }: { span: Span; until: Date; why: string; by: string; now?: Date },
): Promise<number> {
  if (until <= now)
    throw new Invalid({
      vi: 'Giờ công bố đã qua. Chọn một giờ sau lúc này.',
      en: 'The release time is over. Choose one after now.',
    })
  if (until.getTime() > now.getTime() + MOST_AHEAD_MS)
    throw new Invalid({
      vi: 'Giờ công bố còn hơn một năm nữa. Xem lại năm.',
      en: 'The release time is more than a year ahead. Look at the year again.',
    })
  const { rows } = await sql<{ id: number }>`
    insert into embargo (indicator, measures, begins, ends, until, why, set_by)
    values (${id}, ${measures}, ${span.from}, ${span.to}, ${until}, ${why}, ${by}) returning id`.execute(db)
  return (rows[0] as { id: number }).id
}

/** Lets a figure go before its hour. */
export async function liftEmbargo(db: Db, id: number, { why, by }: { why: string; by: string }): Promise<void> {
  const { rows } = await sql`
    update embargo set lifted_at = clock_timestamp(), lifted_by = ${by}, lifted_why = ${why}
    where id = ${id} and lifted_at is null and until > clock_timestamp() returning id`.execute(db)
  if (rows.length === 0)
    throw new NotFound({
      vi: 'Số liệu này không còn bị giữ: đã đến giờ công bố hoặc có người đã cho công bố sớm.',
      en: 'This figure is not held back any more: its hour has come, or somebody has let it go.',
    })
}

interface Row extends Omit<Embargo, 'span' | 'lifted'> {
  begins: Date
  ends: Date
  liftedAt: Date | null
  liftedBy: string | null
  liftedWhy: string | null
}

/** Those whose hour is still to come, the next first; then the ones before, the latest first, at most so many. */
export async function listEmbargoes(db: Db, most: number): Promise<Embargo[]> {
  const { rows } = await sql<Row>`
    select id, indicator, measures, begins, ends, until, why, set_by as "setBy", set_at as "setAt",
           lifted_at as "liftedAt", lifted_by as "liftedBy", lifted_why as "liftedWhy"
    from embargo order by (lifted_at is null and until > now()) desc, case when until > now() then until end, until desc, id desc
    limit ${most}`.execute(db)
  return rows.map(({ begins, ends, liftedAt, liftedBy, liftedWhy, ...row }) => ({
    ...row,
    span: { from: begins, to: ends },
    lifted: liftedAt && { at: liftedAt, by: liftedBy ?? '', why: liftedWhy ?? '' },
  }))
}

/** When the next figure is let go within so many milliseconds; null where none is. */
export async function nextRelease(db: Db, withinMs: number): Promise<Date | null> {
  const { rows } = await sql<{ until: Date | null }>`
    select min(until) as until from embargo
    where lifted_at is null and until > now() and until <= now() + ${withinMs} * interval '1 millisecond'`.execute(db)
  return rows[0]?.until ?? null
}

/** From when on the buckets of a measure may be shown. */
export interface HeldBack {
  from: string
  to: string
  until: string
}

/**
 * All that is held back, by measure, and of the past all that was: no replay shows a figure before its hour. What was shown before
 * somebody held it back is shown again, but not while it is held.
 */
export async function heldBack(
  db: Db,
  asOf: Date | null,
): Promise<{ byMeasure: Map<string, HeldBack[]>; sha256: string } | null> {
  const { rows } = await sql<{ measure: string; begins: Date; ends: Date; until: Date }>`
    select unnest(measures) as measure, begins, ends, shown_from as until
    from embargo, least(until, coalesce(lifted_at, until)) as shown_from
    where date_trunc('milliseconds', set_at) <= coalesce(${asOf}, now()) or shown_from > now() order by id`.execute(db)
  if (rows.length === 0) return null
  const byMeasure = new Map<string, HeldBack[]>()
  for (const { measure, begins, ends, until } of rows) {
    const held = { from: begins.toISOString(), to: ends.toISOString(), until: until.toISOString() }
    byMeasure.set(measure, [...(byMeasure.get(measure) ?? []), held])
  }
  return { byMeasure, sha256: sha256(JSON.stringify([...byMeasure])) }
}
