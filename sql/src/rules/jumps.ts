import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Kind } from '../pack/load-kind.ts'
import type { FactDraft } from '../pack/normalise.ts'
import { cellOf } from './condition.ts'
import { type JudgedFor, type Odd, typeOf } from './odd.ts'
import type { Rule } from './rule.ts'

const USUAL_OF = 8
const ENOUGH = 3
const DAY_MS = 86_400_000

type Jump = NonNullable<Rule['jump']>

/** A figure at a moment of its series, told now or stored; `id` is null for another feed's. */
interface Figure {
  draft?: FactDraft
  id: string | null
  series: string
  at: number
  value: number
}

/**
 * Facts whose figure is far from the median of the up to eight before it in its series, by the series' own clock: of what is stored
 * and of what the batch tells, whatever its order. A figure that is stored already is no news, unless it is rehearsed.
 */
export async function jumpsIn(
  db: Db,
  kind: Kind,
  { feedId, isRehearsal }: JudgedFor,
  { jump, form }: Rule,
  drafts: FactDraft[],
): Promise<Odd[]> {
  if (!jump) return []
  const told = drafts.flatMap((draft) => figureOf(draft, jump, form))
  if (told.length === 0) return []
  const stored = await storedAround(db, kind, feedId, jump, form, told, [...new Set(drafts.map(({ unit_id }) => unit_id))])
  const known = new Map(stored.map(({ id, value }) => [id, value]))
  const again = new Set(told.map(({ id }) => id))
  const series = new Map<string, Figure[]>()
  for (const figure of [...told, ...stored.filter(({ id }) => !again.has(id))]) {
    const others = series.get(figure.series)
    if (others) others.push(figure)
    else series.set(figure.series, [figure])
  }
  for (const figures of series.values()) figures.sort((a, b) => a.at - b.at || a.value - b.value)
  return told.flatMap(({ draft, id, series: name, at, value }): Odd[] => {
    if (!draft || (!isRehearsal && known.get(id) === value) || (value === 0 && !jump.zero)) return []
    const before = (series.get(name) ?? []).filter((each) => each.at < at).slice(-USUAL_OF)
    const usual = before.length < ENOUGH ? null : medianOf(before.map((each) => each.value))
    return usual !== null && isJump(value, usual, jump) ? [{ draft, values: { [jump.of]: value, usual } }] : []
  })
}

function isJump(value: number, usual: number, { times, least }: Pick<Jump, 'times' | 'least'>): boolean {
  const [small, large] = [Math.min(Math.abs(value), Math.abs(usual)), Math.max(Math.abs(value), Math.abs(usual))]
  // Of nothing, nothing is so many times as much.
  return usual !== 0 && large >= least && large > times * small
}

function figureOf(draft: FactDraft, { of, by, at }: Jump, form: string | undefined): Figure[] {
  if (draft.deleted || (form !== undefined && draft.form !== form)) return []
  const figures = draft.figures as Record<string, unknown> | undefined
  const [value, moment] = [cellOf(figures?.[of] ?? draft[of]), cellOf(draft[at])]
  if (typeof value !== 'number' || typeof moment !== 'number') return []
  const series = JSON.stringify([draft.unit_id, ...by.map((column) => (draft[column] == null ? null : String(draft[column])))])
  return [{ draft, id: draft.external_id, series, at: moment, value }]
}

async function storedAround(
  db: Db,
  kind: Kind,
  feedId: number,
  { of, by, at, days }: Jump,
  form: string | undefined,
  told: Figure[],
  units: number[],
): Promise<Figure[]> {
  const moments = told.map((figure) => figure.at)
  const value = of in kind.normaliser.columns ? sql`${sql.ref(of)}::float8` : sql`(figures->>${of})::float8`
  const type = typeOf(kind, at)
  const moment = sql.ref(at)
  const clock =
    type === 'date'
      ? sql`extract(epoch from ${moment}::timestamp at time zone 'Asia/Ho_Chi_Minh')::float8 * 1000`
      : type === 'timestamptz'
        ? sql`extract(epoch from ${moment})::float8 * 1000`
        : sql`${moment}::float8`
  // A year, where the series goes by years, is its own clock.
  const back = type === 'integer' ? days / 365 : days * DAY_MS
  const { rows } = await sql<{ id: string | null; series: (string | null)[]; unit: number; at: number; value: number }>`
    select case when feed_id = ${feedId} then external_id end as id, unit_id as unit,
           array[${sql.join([sql`null::text`, ...by.map((column) => sql`${sql.ref(column)}::text`)])}] as series, ${clock} as at, ${value} as value
    from ${sql.table(kind.table)} fact
    where not deleted and unit_id = any(${units}::int[]) and ${form === undefined ? sql`true` : sql`form = ${form}`} and ${value} is not null
      and ${clock} between ${Math.min(...moments) - back} and ${Math.max(...moments)}`.execute(db)
  return rows.map(({ series, unit, ...figure }) => ({ ...figure, series: JSON.stringify([unit, ...series.slice(1)]) }))
}

function medianOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
