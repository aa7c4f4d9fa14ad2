import { type Batch, type Database, type HeldDraft, judgeFacts, type Kind } from '@ioc/sql'
import type { RoadRules } from './rules-of-road.ts'
import { blockedBy, problemOf } from './sort-records.ts'

type Fact = Batch['facts'][number]

/**
 * Looks the facts of a lot up in what is stored, all at once, and answers what becomes of each: itself, with what it is warned of, or
 * a held record. Null where nothing is found against any.
 */
export async function judgeByHistory(
  { database, kind, rules }: { database: Pick<Database, 'db'>; kind: Kind; rules: RoadRules },
  feedId: number,
  facts: Fact[],
  isRehearsal = false,
): Promise<((fact: Fact) => Fact | HeldDraft) | null> {
  if (rules.history.length === 0 || facts.length === 0) return null
  const drafts = facts.map(({ draft }) => draft)
  const found = await judgeFacts(database.db, kind, { feedId, isRehearsal }, rules.history, drafts)
  if (found.size === 0) return null
  return (fact) => {
    const findings = found.get(fact.draft)
    if (!findings) return fact
    const reasons = findings.filter(({ severity }) => severity !== 'warn').map(problemOf)
    if (reasons.length === 0) return { ...fact, warnings: [...(fact.warnings ?? []), ...findings] }
    const { place, at, raw, draft } = fact
    const of = { external_id: draft.external_id, source_version: draft.source_version }
    return { status: 'held', place, ...(at !== undefined && { at }), raw, of, reasons, ...blockedBy(rules.blocking, reasons) }
  }
}
