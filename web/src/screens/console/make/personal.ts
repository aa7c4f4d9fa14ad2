import type { DraftSpec } from '@ioc/server/contract'

export type Rule = NonNullable<DraftSpec['redact']>[number]

/** What becomes of a column that points at persons before a page is stored. */
export const TREATMENTS = ['drop', 'seal', 'mask', 'keep'] as const
export type Treatment = (typeof TREATMENTS)[number]

export function pathOf(rule: Rule): string {
  if (typeof rule === 'string') return rule
  return 'mask' in rule ? rule.mask : rule.seal
}

export function treatmentIn(rule: Rule): Treatment {
  if (typeof rule === 'string') return 'drop'
  return 'mask' in rule ? 'mask' : 'seal'
}

/** Of several rules for one column the strictest, as a page is treated. */
export function treatmentOf(redact: Rule[], path: string): Treatment {
  const told = redact.filter((rule) => pathOf(rule) === path).map(treatmentIn)
  return TREATMENTS.find((each) => told.includes(each)) ?? 'keep'
}

/** The rules with another treatment of one column, the others as they were. */
export function withTreatment(redact: Rule[], path: string, treatment: Treatment): Rule[] {
  const others = redact.filter((rule) => pathOf(rule) !== path)
  if (treatment === 'keep') return others
  const rule = treatment === 'drop' ? path : treatment === 'mask' ? { mask: path } : { seal: path }
  const place = redact.findIndex((each) => pathOf(each) === path)
  return place < 0 ? [...others, rule] : others.toSpliced(place, 0, rule)
}
