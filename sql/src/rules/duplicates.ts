import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Kind } from '../pack/load-kind.ts'
import type { FactDraft } from '../pack/normalise.ts'
import { type Odd, typeOf } from './odd.ts'
import type { Rule } from './rule.ts'

/**
 * Facts that say the same as another under another id, stored or in the batch: of those alike in the batch all but the first by id,
 * whatever their order. What is stored already is no news, and a blank is like nothing.
 */
export async function duplicatesIn(
  db: Db,
  kind: Kind,
  feedId: number,
  { duplicate, form }: Rule,
  drafts: FactDraft[],
): Promise<Odd[]> {
  if (!duplicate) return []
  const mine = drafts.filter(
    (draft) =>
      !draft.deleted &&
      (form === undefined || draft.form === form) &&
      duplicate.every((column) => draft[column] !== null && draft[column] !== undefined && draft[column] !== ''),
  )
  if (mine.length === 0) return []
  const [alike, known] = await Promise.all([storedAlike(db, kind, duplicate, mine), storedAlready(db, kind, feedId, mine)])
  const first = new Map<string, string>()
  for (const draft of mine) {
    const content = contentOf(draft, duplicate)
    const other = first.get(content)
    if (other === undefined || draft.external_id < other) first.set(content, draft.external_id)
  }
  return mine.flatMap((draft): Odd[] => {
    const id = draft.external_id
    const earliest = first.get(contentOf(draft, duplicate))
    const like = alike.get(id) ?? (earliest === id ? undefined : earliest)
    if (like === undefined || known.has(id)) return []
    return [{ draft, values: { ...Object.fromEntries(duplicate.map((column) => [column, draft[column]])), like } }]
  })
}

function contentOf(draft: FactDraft, columns: string[]): string {
  return JSON.stringify(columns.map((column) => draft[column]))
}

async function storedAlike(db: Db, kind: Kind, columns: string[], drafts: FactDraft[]): Promise<Map<string, string>> {
  const told = drafts.map((draft) => ({
    external_id: draft.external_id,
    ...Object.fromEntries(columns.map((column) => [column, draft[column]])),
  }))
  const types = columns.map((column) => sql`${sql.ref(column)} ${sql.raw(typeOf(kind, column) as string)}`)
  const same = columns.map((column) => sql`fact.${sql.ref(column)} = told.${sql.ref(column)}`)
  const { rows } = await sql<{ id: string; like: string }>`
    select told.external_id as id, min(fact.external_id) as "like"
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as told (external_id text, ${sql.join(types)})
    join ${sql.table(kind.table)} fact on ${sql.join(same, sql` and `)}
    where not fact.deleted and fact.external_id <> told.external_id group by 1`.execute(db)
  return new Map(rows.map(({ id, like }) => [id, like]))
}

async function storedAlready(db: Db, { table }: Kind, feedId: number, drafts: FactDraft[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select external_id as id from ${sql.table(table)} 
    where feed_id = ${feedId} and external_id = any(${drafts.map((draft) => draft.external_id)}::text[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}
