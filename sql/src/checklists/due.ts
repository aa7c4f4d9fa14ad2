import type { Calendar } from '../calendar/calendar.ts'
import type { Checklist, ChecklistStep } from './checklist.ts'
import { type ChecklistLife, type Dues, isAskedAnew } from './life.ts'

type Spec = Pick<Checklist, 'steps'>

/** When a step must be done, counted from a moment. */
function dueFrom(calendar: Calendar, { due: { minutes, counts } }: ChecklistStep, from: Date): string {
  const at = counts === 'always' ? new Date(from.getTime() + minutes * 60_000) : calendar.addWorkingHours(from, minutes / 60)
  return at.toISOString()
}

const dues = (steps: ChecklistStep[], calendar: Calendar, from: Date): Dues =>
  Object.fromEntries(steps.map((step) => [step.id, dueFrom(calendar, step, from)]))

/** Of the steps that wait for no other, from the start. */
export function duesFromStart({ steps }: Spec, calendar: Calendar, at: Date): Dues {
  return dues(
    steps.filter(({ due }) => due.after === undefined),
    calendar,
    at,
  )
}

/** Of the steps that wait for one, now that it is settled. */
export function duesAfter({ steps }: Spec, calendar: Calendar, step: string, at: Date): Dues {
  return dues(
    steps.filter(({ due }) => due.after === step),
    calendar,
    at,
  )
}

/** Of a step that is to be done once more. */
export function dueAgain({ steps }: Spec, calendar: Calendar, step: string, at: Date): Dues {
  return dues(
    steps.filter(({ id }) => id === step),
    calendar,
    at,
  )
}

/** Of the steps that are asked for when an alert comes back, and wait for none that is open too. */
export function duesOnReturn(spec: Spec, { steps }: ChecklistLife, calendar: Calendar, at: Date): Dues {
  const asked = new Set(steps.filter((step) => isAskedAnew(spec, step)).map(({ id }) => id))
  return dues(
    spec.steps.filter(({ id, due }) => asked.has(id) && (due.after === undefined || !asked.has(due.after))),
    calendar,
    at,
  )
}
