import type { Checklist, ChecklistStep } from '@ioc/server/contract'

/** The open step that is due first; one that waits for another is due last. */
export function nextStep({ steps }: Pick<Checklist, 'steps'>): ChecklistStep | undefined {
  const time = ({ dueAt }: ChecklistStep) => (dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt))
  return steps.filter(({ status }) => status === 'open').sort((a, b) => time(a) - time(b))[0]
}

export const settled = ({ steps }: Pick<Checklist, 'steps'>) => steps.filter(({ status }) => status !== 'open').length
