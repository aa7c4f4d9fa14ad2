import type { KindOption } from '@ioc/server/contract'
import type { Drafting } from './use-draft.ts'

/** The fields still to be filled; a fixed value that is not written yet fills nothing. */
export function missingIn({ targets }: KindOption, map: NonNullable<Drafting['spec']['map']>): KindOption['targets'] {
  return targets.filter(({ name, required }) => (required && !map[name]) || isUnwritten(map[name]?.const))
}

const isUnwritten = (fixed: unknown) => fixed === '' || fixed === '?'

export function kindOf(kinds: KindOption[], { domain, kind, map }: Drafting['spec']): KindOption | undefined {
  const form = map?.form?.const ?? null
  return kinds.find((each) => each.domain === domain && each.kind === kind && (each.form === null || each.form === form))
}
