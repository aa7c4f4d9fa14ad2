import { sql } from 'kysely'
import type { Db } from '../../db.ts'
import { type Formula, type Term, termsWithin } from '../../indicators/formula.ts'
import type { Measure } from '../../pack/pack.ts'
import type { Lineage } from '../../units/crosswalk.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import { isKnown, knownAt } from '../totals/known.ts'
import { membersOf, pairsOf } from '../totals/members.ts'
import { bucketsCounted, slotOf, type TermQuery, totalsOf, valuesOf } from '../totals/term.ts'
import { askedOf, besideSlot } from '../totals/year-before.ts'
import { untilMoved } from './once.ts'

/** The feeds whose records stand behind what is said of a unit, in one slot where there are any; nobody where none ever told of it. */
export interface FeedsBehind {
  of(root: number, slot?: Date): Set<number> | undefined
  /** Every set there is an answer of. */
  sets: Set<number>[]
}

/**
 * The feeds behind each root. Several feeds may tell of one domain, some simulated and some real, and a number has the clocks
 * of its own: where more than one has told of what lies below a root, those that have told of the span, or of the slot.
 */
export async function feedsBehind(db: Db, units: UnitRegistry, { terms }: Formula, query: TermQuery): Promise<FeedsBehind> {
  // Terms over the same buckets of a measure are asked for at once: a median has six.
  const apart = new Map<string, Term[]>()
  for (const term of termsWithin(terms)) {
    const key = bucketsCounted(term)
    apart.set(key, [...(apart.get(key) ?? []), term])
  }
  const told = await Promise.all([...apart.values()].map((alike) => tellersOf(db, units, alike as [Term, ...Term[]], query)))
  const places = told.map((tellers) => {
    const feeds = new Map<string, Set<number>>()
    for (const { root, slot, feed } of tellers) {
      const place = placeOf(root, slot)
      feeds.set(place, (feeds.get(place) ?? new Set()).add(feed))
    }
    return feeds
  })
  const known = new Map<string, Set<number> | undefined>()
  const of = (root: number, slot?: Date) => {
    const place = placeOf(root, slot?.getTime())
    if (known.has(place)) return known.get(place)
    const feeds = places.flatMap((each) => [...(each.get(place) ?? each.get(placeOf(root)) ?? [])])
    const set = feeds.length > 0 ? new Set(feeds) : undefined
    known.set(place, set)
    return set
  }
  for (const { root, slot } of told.flat()) of(root, slot === undefined ? undefined : new Date(slot))
  return { of, sets: [...known.values()].filter((set) => set !== undefined) }
}

const placeOf = (root: number, slot?: number) => `${root} ${slot ?? ''}`

interface Teller {
  root: number
  feed: number
  /** Where one slot has tellers of its own: those without hold for every other. */
  slot?: number | undefined
}

async function tellersOf(db: Db, units: UnitRegistry, alike: [Term, ...Term[]], asked: TermQuery): Promise<Teller[]> {
  const [term] = alike
  const query = askedOf(term, asked)
  const members = membersOf(units, term, query)
  if (term.measure.toldByAll) return feedsOfDomain(db, term, query)
  const rows = await everTold(db, units, term.measure, members, query)
  const feeds = new Map<number, Set<number>>()
  for (const { root, feed } of rows) feeds.set(root, (feeds.get(root) ?? new Set()).add(feed))
  const isMixed = ({ root }: { root: number }) => (feeds.get(root)?.size ?? 0) > 1
  const mixed = rows.filter(isMixed)
  if (mixed.length === 0) return rows
  const within = await toldWithin(db, units, alike, query, members.filter(isMixed))
  // Of what no run wrote (a rule computed anew) nobody in particular is the author.
  const bySlot = [...within].flatMap(([slot, authorsOf]) =>
    mixed.flatMap(({ root, unit, feed, tellers }): Teller[] => {
      const authors = authorsOf.get(unit)
      const isWithin = authors !== undefined && (tellers === 1 || authors.size === 0 || authors.has(feed))
      return isWithin ? besides(term, asked, slot).map((slot) => ({ root, feed, slot })) : []
    }),
  )
  // Of silence everybody who has ever told is the author.
  const heard = new Set(bySlot.flatMap(({ root, slot }) => (slot === undefined ? [root] : [])))
  return [...rows.filter((row) => !heard.has(row.root)), ...bySlot]
}

/** Who has ever told a measure of the units that count for each root. */
function everTold(db: Db, units: UnitRegistry, { id }: Measure, members: Lineage[], query: TermQuery): Promise<EverTold[]> {
  const { roots, alone, within, geo, asOf } = query
  return untilMoved(db, ['told', units.sha256, id, roots, alone, within, geo, asOf], async () => {
    const wasTold = asOf === null ? sql`true` : sql`(select ${isKnown(asOf)} from ledger_batch batch where position = told.since)`
    const { rows } = await sql<EverTold>`
      select distinct root, unit, feed_id as feed, count(*) over (partition by root, heir, standing, unit) as tellers
      from ${pairsOf(units, members)} join told on told.unit_id = w.unit
      where measure_id = (select id from measure where code = ${id}) and ${wasTold}`.execute(db)
    return rows
  })
}

type EverTold = Pick<Teller, 'root' | 'feed'> & { unit: number; tellers: number }

/** Where a slot counts: of the year before, in the slots it is set beside. */
function besides(term: Term, { span, step }: TermQuery, slot: number | null): (number | undefined)[] {
  if (slot === null || !step) return [undefined]
  return term.yearBefore ? besideSlot(slot, span, step) : [slot]
}

/** By slot, every unit that was told of within it, and the feeds that ever changed what stands there. */
async function toldWithin(
  db: Db,
  units: UnitRegistry,
  alike: [Term, ...Term[]],
  query: TermQuery,
  members: Lineage[],
): Promise<Map<number | null, Map<number, Set<number>>>> {
  const [term] = alike
  const { rows } = await sql<{ unit: number; slot: Date | null; feed: number | null }>`
    with total as materialized (
      select distinct w.unit, total.id, ${slotOf(query)} as slot
      from ${pairsOf(units, members)} ${knownAt(term, query)} cross join lateral ${totalsOf(term, query)} total
      join dims on dims.id = total.dims_id and (${sql.join(alike.map(valuesOf), sql` or `)})
    ), shared as (
      select unit_id as unit from told where measure_id = (select id from measure where code = ${term.measure.id}) group by unit_id having count(*) > 1
    )
    select distinct unit, slot, batch.feed_id as feed
    from total join shared using (unit) join ledger_entry entry on entry.cell_id = total.id
    join ledger_batch batch using (position)
    where ${isKnown(query.asOf)}
    union select distinct unit, slot, null::int from total`.execute(db)
  const found = new Map<number | null, Map<number, Set<number>>>()
  for (const { unit, slot, feed } of rows) {
    const at = slot?.getTime() ?? null
    const units = found.get(at) ?? new Map<number, Set<number>>()
    const tellers = units.get(unit) ?? new Set()
    if (feed !== null) tellers.add(feed)
    found.set(at, units.set(unit, tellers))
  }
  return found
}

/** The scheduled feeds of a measure's domain, behind every root alike. */
async function feedsOfDomain(db: Db, { measure }: Term, { roots, alone = [], asOf }: TermQuery): Promise<Teller[]> {
  const { rows } = await sql<{ feed: number }>`
    select id as feed from feed
    where (enabled or disabled_at > ${asOf}::timestamptz) and spec ? 'every' and spec->>'domain' = (select domain from measure where code = ${measure.id})`.execute(
    db,
  )
  return rows.flatMap(({ feed }) => [...roots, ...alone].map((root) => ({ root, feed })))
}
