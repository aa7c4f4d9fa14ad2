import { isDeepStrictEqual } from 'node:util'
import type { Batch } from './commit-batch.ts'

/** A row of a batch whose record another row before it has told of in the same version. */
export interface Twin {
  id: string
  /** It says otherwise; else it says the same again. */
  isAtOdds: boolean
}

/** The rows of a batch that repeat or contradict another row of it. A newer version of a record is neither. */
export function twinsOf(facts: Pick<Batch['facts'][number], 'draft'>[]): Twin[] {
  const known = new Map<string, Batch['facts'][number]['draft'][]>()
  const twins: Twin[] = []
  for (const { draft } of facts) {
    const id = draft.external_id
    const before = known.get(id)
    if (!before) {
      known.set(id, [draft])
      continue
    }
    const alike = before.filter(({ source_version }) => source_version === draft.source_version)
    if (alike.length > 0) twins.push({ id, isAtOdds: !alike.some((each) => isDeepStrictEqual(each, draft)) })
    before.push(draft)
  }
  return twins
}
