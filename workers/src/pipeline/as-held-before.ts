import { type Batch, fingerprint, type HeldDraft, keptBackBy } from '@ioc/sql'
import type { Road } from './road.ts'

/** The held record that a fact is, or null where it is none. */
export type HeldBefore = (fact: Batch['facts'][number]) => HeldDraft | null

/**
 * Where stored pages are read again, what a rule held by what was stored then stays held, and what a person put aside stays aside:
 * the same row is no fact for being read again. Asked once for all pages.
 */
export async function asHeldBefore({ database, feed, rules }: Road): Promise<HeldBefore> {
  const ids = rules.history.map(({ rule }) => rule.id)
  const kept = ids.length === 0 ? new Map() : await keptBackBy(database.db, feed.id, ids)
  return ({ place, at, raw, draft }) => {
    const { external_id, source_version } = draft
    for (const { fingerprint: known, reasons } of kept.get(external_id) ?? []) {
      const held = {
        status: 'held',
        place,
        ...(at !== undefined && { at }),
        raw,
        of: { external_id, source_version },
        reasons,
      } as const
      if (fingerprint(held).toString('hex') === known) return held
    }
    return null
  }
}
