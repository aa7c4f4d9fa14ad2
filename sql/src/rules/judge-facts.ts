import type { Db } from '../db.ts'
import type { Kind } from '../pack/load-kind.ts'
import type { FactDraft } from '../pack/normalise.ts'
import { duplicatesIn } from './duplicates.ts'
import { type Finding, findingOf, type WordedRule } from './judge-row.ts'
import { jumpsIn } from './jumps.ts'
import type { JudgedFor } from './odd.ts'

/** What the facts of a batch break of the rules that look at what is stored, by fact; the database is asked once or twice a rule. */
export async function judgeFacts(
  db: Db,
  kind: Kind,
  judged: JudgedFor,
  rules: WordedRule[],
  drafts: FactDraft[],
): Promise<Map<FactDraft, Finding[]>> {
  const found = new Map<FactDraft, Finding[]>()
  for (const worded of rules) {
    const { rule } = worded
    const odd = rule.jump ? await jumpsIn(db, kind, judged, rule, drafts) : await duplicatesIn(db, kind, judged, rule, drafts)
    for (const { draft, values } of odd) found.set(draft, [...(found.get(draft) ?? []), findingOf(worded, values)])
  }
  return found
}
