import type { Settled } from '../settle.ts'

/** What is asked and when it was known, in letters every system takes for a file’s name. */
export function nameOf({ indicators, unit, asOf }: Settled, computedAt: string | null): string {
  const known = (asOf ?? computedAt ?? '').slice(0, 16)
  return [...indicators, unit, known].flatMap((word) => word?.replace(/[^\w.-]+/g, '') || []).join('_')
}
