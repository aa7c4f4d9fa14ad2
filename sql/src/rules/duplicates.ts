import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Kind } from '../pack/load-kind.ts'
import type { FactDraft } from '../pack/normalise.ts'
import { type JudgedFor, type Odd, typeOf } from './odd.ts'
import type { Rule } from './rule.ts'

/**
 * Facts that say the same as another under another id, stored or in the batch: of those alike in the batch all but the first by id,
 * whatever their order. What is stored already is no news, and a blank is like nothing. Rehearsed, what is stored is judged as it
 * was when it came: whichever of two came first stands.
 */
export async function duplicatesIn(
  db: Db,
  kind: Kind,
  { feedId, isRehearsal }: JudgedFor,
  { duplicate, form }: Rule,
  drafts: FactDraft[],
): Promise<Odd[]> {
  if (!duplicate) return []
  const mine = drafts.filter(
    (draft) =>
      !draft.deleted &&
      (form === undefined || draft.form === form) &&
      duplicate.every((column) => !isBlank(saidIn(draft, column))),
  )
  if (mine.length === 0) return []
  const [alike, known] = await Promise.all([
    storedAlike(db, kind, { feedId, isRehearsal, form }, duplicate, mine),
    storedAlready(db, kind, feedId, mine),
  ])
  // When it came: what is not stored comes now, and of those the first by id.
  const cameAt = ({ external_id }: FactDraft) => (isRehearsal ? (known.get(external_id) ?? Number.POSITIVE_INFINITY) : 0)
  const first = new Map<string, FactDraft>()
  for (const draft of mine) {
    const content = contentOf(draft, duplicate)
    const other = first.get(content)
    const [came, otherCame] = [cameAt(draft), other ? cameAt(other) : 0]
    if (!other || came < otherCame || (came === otherCame && draft.external_id < other.external_id)) first.set(content, draft)
  }
  return mine.flatMap((draft): Odd[] => {
    const id = draft.external_id
    const earliest = first.get(contentOf(draft, duplicate))?.external_id
    const like = alike.get(id) ?? (earliest === id ? undefined : earliest)
    if (like === undefined || (known.has(id) && !isRehearsal)) return []
    return [{ draft, values: { ...Object.fromEntries(duplicate.map((column) => [column, saidIn(draft, column)])), like } }]
  })
}

/** What a fact says in a column, or counts of its form's items. */
function saidIn(draft: FactDraft, column: string): unknown {
  return (draft.figures as Record<string, unknown> | undefined)?.[column] ?? draft[column]
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === ''
}

function contentOf(draft: FactDraft, columns: string[]): string {
  return JSON.stringify(columns.map((column) => saidIn(draft, column)))
}

async function storedAlike(
  db: Db,
  kind: Kind,
  { feedId, isRehearsal, form }: JudgedFor & Pick<Rule, 'form'>,
  columns: string[],
  drafts: FactDraft[],
): Promise<Map<string, string>> {
  const told = drafts.map((draft) => ({
    external_id: draft.external_id,
    ...Object.fromEntries(columns.map((column) => [column, saidIn(draft, column)])),
  }))
  const types = columns.map((column) => sql`${sql.ref(column)} ${sql.raw(typeOf(kind, column) ?? 'float8')}`)
  const stored = (column: string) =>
    typeOf(kind, column) === undefined ? sql`(fact.figures->>${column})::float8` : sql`fact.${sql.ref(column)}`
  const same = columns.map((column) => sql`${stored(column)} = told.${sql.ref(column)}`)
  const isOfForm = form === undefined ? sql`true` : sql`fact.form = ${form}`
  const cameBefore = sql`not exists (
    select from ${sql.table(kind.table)} own where own.feed_id = ${feedId} and own.external_id = told.external_id
      and (own.inserted_by, own.external_id) < (fact.inserted_by, fact.external_id))`
  const { rows } = await sql<{ id: string; like: string }>`
    select told.external_id as id, min(fact.external_id) as "like"
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as told (external_id text, ${sql.join(types)})
    join ${sql.table(kind.table)} fact on ${sql.join(same, sql` and `)}
    where not fact.deleted and fact.external_id <> told.external_id and ${isOfForm} and ${isRehearsal ? cameBefore : sql`true`}
    group by 1`.execute(db)
  return new Map(rows.map(({ id, like }) => [id, like]))
}

/** Which of these facts are stored, and the insertion that each came with. */
async function storedAlready(db: Db, { table }: Kind, feedId: number, drafts: FactDraft[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; inserted: number }>`
    select external_id as id, inserted_by::float8 as inserted from ${sql.table(table)}
    where feed_id = ${feedId} and external_id = any(${drafts.map((draft) => draft.external_id)}::text[])`.execute(db)
  return new Map(rows.map(({ id, inserted }) => [id, inserted]))
}
