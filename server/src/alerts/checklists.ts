import type { ChecklistLife, EscalationPlan, FoundChecklist } from '@ioc/sql'
import type { Checklist } from '../../contract/index.ts'
import type { AlertWords } from './words.ts'

interface Speaks {
  words: AlertWords
  plan: EscalationPlan
  province: string
  now: Date
}

/** A checklist as the contract has it. */
export function describeChecklist(
  { spec, unit, unitName, ownerName, life, alerts, id, key, former }: FoundChecklist,
  { words, plan, province, now }: Speaks,
): Checklist {
  const { status, startedAt, closedAt, returns } = life
  return {
    ...{ id, key, former, title: spec.title, unit: { key: unit, name: unitName }, owner: ownerName },
    ...{ status, startedAt, closedAt, returns },
    alerts: alerts.map(({ subject, unitName: name, unit: _, ...alert }) => ({
      ...alert,
      subject: words.subject(subject),
      unit: name,
    })),
    steps: spec.steps.map(({ role, of, due, help, basis, ...step }) => {
      const { told: _, toldRole: __, tellAt: ___, round: ____, ...stands } = standingOf(life, step.id)
      return {
        ...step,
        ...stands,
        help: help ?? null,
        basis: basis ?? null,
        role: plan.roles[role] ?? { vi: role, en: role },
        unit: of === 'province' ? province : ownerName,
        ...{ minutes: due.minutes, after: due.after ?? null, counts: due.counts },
        isLate: isLate(life, stands, now),
      }
    }),
  }
}

const standingOf = ({ steps }: ChecklistLife, id: string) =>
  steps.find((step) => step.id === id) as ChecklistLife['steps'][number]

/** Still open after its time, or done after it. */
function isLate(
  { status }: ChecklistLife,
  { status: stands, dueAt, at }: Pick<ChecklistLife['steps'][number], 'status' | 'dueAt' | 'at'>,
  now: Date,
): boolean {
  if (dueAt === null || stands === 'skipped') return false
  return at ? Date.parse(at) > Date.parse(dueAt) : status === 'running' && now.getTime() > Date.parse(dueAt)
}
