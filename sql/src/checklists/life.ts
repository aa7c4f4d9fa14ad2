import type { Checklist, ChecklistStep, DoneBy } from './checklist.ts'

/**
 * The life of a checklist, as what happened to it makes it. Its steps are done, skipped or still open; who has to do one that is late is told, then whoever
 * stands above, each once. It is closed when its alerts are over, with what is left undone, and goes on when one of them comes
 * back. Nothing here reads a clock or a database.
 */
export interface ChecklistLife {
  status: 'running' | 'closed'
  /** ISO 8601, all moments. */
  startedAt: string
  closedAt: string | null
  steps: StepLife[]
  /** How often it went on after it was closed. */
  returns: number
}

export interface StepLife {
  id: string
  status: 'open' | 'done' | 'skipped'
  /** Null while it waits for the step before it. */
  dueAt: string | null
  /** When and by whom it was done or skipped; nobody where it was seen to have happened. */
  at: string | null
  by: string | null
  files: number
  /** Who was told that it is late: nobody, who has to do it, whoever stands above. */
  told: 0 | 1 | 2
  /** By which role the first of them was found. */
  toldRole: string | null
  /** When the next is told. */
  tellAt: string | null
  /** How often it was to be done anew. */
  round: number
}

/** By step. */
export type Dues = Record<string, string>

export type ChecklistEvent =
  | { kind: 'started'; at: string; by: string | null; alert: number; due: Dues }
  | { kind: 'joined'; at: string; by: string | null; alert: number }
  | { kind: 'resumed'; at: string; alert: number; due: Dues }
  /** `due`: of the steps that waited for this one. */
  | { kind: 'ticked'; at: string; by: string; step: string; note: string; due: Dues }
  | { kind: 'skipped'; at: string; by: string; step: string; why: string; due: Dues }
  | { kind: 'happened'; at: string; by: string | null; step: string; due: Dues }
  | { kind: 'noted'; at: string; by: string; step: string | null; note: string }
  | { kind: 'shown'; at: string; by: string; step: string; file: number; name: string }
  /** `due`: of the step itself, counted anew. */
  | { kind: 'undone'; at: string; by: string; step: string; why: string; due: Dues }
  /** Told that a step is late, by role; null where nobody has one. `tellAt`: when whoever stands above is. */
  | { kind: 'late'; at: string; step: string; told: string | null; tellAt: string }
  | { kind: 'unheeded'; at: string; step: string; told: string | null }
  | { kind: 'closed'; at: string; by: string | null; why: string; left: string[] }

export type ChecklistAct = 'ticked' | 'skipped' | 'noted' | 'shown' | 'undone' | 'closed'

type Spec = Pick<Checklist, 'steps'>

const AUTOMATIC = new Set<DoneBy>(['acknowledged', 'directive', 'resolved'])
export const isAutomatic = ({ done }: Pick<ChecklistStep, 'done'>) => AUTOMATIC.has(done)

/** What happened so far, put together. The first event is `started`. */
export function lifeOf(spec: Spec, events: readonly ChecklistEvent[]): ChecklistLife {
  const [first, ...rest] = events
  if (first?.kind !== 'started') throw new Error('A checklist begins by being started.')
  const { at, due } = first
  const steps = spec.steps.map(
    ({ id }): StepLife => ({ ...opened(due[id] ?? null), ...{ id, files: 0, round: 0 }, ...{ at: null, by: null } }),
  )
  const begun: ChecklistLife = { status: 'running', startedAt: at, closedAt: null, steps, returns: 0 }
  return rest.reduce((life, event) => next(spec, life, event), begun)
}

const opened = (dueAt: string | null) => ({ status: 'open' as const, dueAt, told: 0 as const, toldRole: null, tellAt: dueAt })

/** What an event makes of a checklist. */
export function next(spec: Spec, life: ChecklistLife, event: ChecklistEvent): ChecklistLife {
  const change = (id: string, made: (step: StepLife) => StepLife): ChecklistLife => ({
    ...life,
    steps: life.steps.map((step) => (step.id === id ? made(step) : step)),
  })
  switch (event.kind) {
    case 'started':
    case 'joined':
    case 'noted':
      return life
    case 'ticked':
    case 'happened':
    case 'skipped': {
      const status = event.kind === 'skipped' ? ('skipped' as const) : ('done' as const)
      const settled = change(event.step, (step) => ({ ...step, status, at: event.at, by: event.by, tellAt: null }))
      return { ...settled, steps: settled.steps.map((step) => dueAnew(step, event.due[step.id])) }
    }
    case 'shown':
      return change(event.step, (step) => ({ ...step, files: step.files + 1 }))
    case 'undone': {
      const waits = new Set(spec.steps.filter(({ due }) => due.after === event.step).map(({ id }) => id))
      return {
        ...life,
        steps: life.steps.map((step) => {
          if (step.id === event.step) return again(step, event.due[step.id] ?? null)
          return waits.has(step.id) && step.status === 'open' ? { ...step, ...opened(null) } : step
        }),
      }
    }
    case 'late':
      return change(event.step, (step) => ({ ...step, told: 1, toldRole: event.told, tellAt: event.tellAt }))
    case 'unheeded':
      return change(event.step, (step) => ({ ...step, told: 2, tellAt: null }))
    case 'closed':
      return { ...life, status: 'closed', closedAt: event.at, steps: life.steps.map((step) => ({ ...step, tellAt: null })) }
    case 'resumed':
      return {
        ...life,
        ...{ status: 'running', closedAt: null, returns: life.returns + 1 },
        steps: life.steps.map((step) => (isAskedAnew(spec, step) ? again(step, event.due[step.id] ?? null) : step)),
      }
  }
}

/** What is open when an alert comes back, and what only the alert’s own course does: it is seen to, and over, each time. */
export function isAskedAnew({ steps }: Spec, { id, status }: Pick<StepLife, 'id' | 'status'>): boolean {
  const done = steps.find((step) => step.id === id)?.done
  return status === 'open' || (status === 'done' && (done === 'acknowledged' || done === 'resolved'))
}

/** To be done once more: who was told that it was late is told again if it is. */
function again(step: StepLife, dueAt: string | null): StepLife {
  return { ...step, ...opened(dueAt), at: null, by: null, round: step.round + 1 }
}

/** A step that waited is due from now on; one that has its time already keeps it. */
function dueAnew(step: StepLife, dueAt: string | undefined): StepLife {
  return dueAt !== undefined && step.status === 'open' && step.dueAt === null ? { ...step, ...opened(dueAt) } : step
}

/** Whether a person may do this now; `step` where it is done to one. `isSaid`: it comes with words. */
export function mayAct(spec: Spec, life: ChecklistLife, act: ChecklistAct, stepId?: string, isSaid = true): boolean {
  if (act === 'noted') return isSaid && (stepId === undefined || life.steps.some(({ id }) => id === stepId))
  if (life.status !== 'running') return false
  if (act === 'closed') return isSaid
  const step = life.steps.find(({ id }) => id === stepId)
  const asked = spec.steps.find(({ id }) => id === stepId)
  if (!step || !asked) return false
  const isOpen = step.status === 'open'
  switch (act) {
    case 'ticked':
      return isOpen && !isAutomatic(asked) && (asked.done !== 'note' || isSaid) && (asked.done !== 'evidence' || step.files > 0)
    case 'skipped':
      return isOpen && isSaid
    case 'shown':
      return isOpen
    case 'undone':
      // What was seen to have happened has happened.
      return isSaid && (step.status === 'skipped' || (step.status === 'done' && !isAutomatic(asked)))
  }
}

/** Whom the clock says that somebody must be told of: steps that are late, or late and unheeded. */
export function toldNow(life: ChecklistLife, at: Date): { step: string; kind: 'late' | 'unheeded' }[] {
  if (life.status !== 'running') return []
  return life.steps.flatMap(({ id, status, told, tellAt }) =>
    status === 'open' && tellAt !== null && new Date(tellAt) <= at
      ? [{ step: id, kind: told === 0 ? ('late' as const) : ('unheeded' as const) }]
      : [],
  )
}

/** When the clock has something to say next; null where it never has. */
export function nextLook({ status, steps }: ChecklistLife): Date | null {
  const moments =
    status === 'running' ? steps.flatMap((step) => (step.status === 'open' && step.tellAt ? [step.tellAt] : [])) : []
  return moments.length === 0 ? null : new Date(Math.min(...moments.map((each) => Date.parse(each))))
}

export const leftUndone = ({ steps }: ChecklistLife) => steps.filter(({ status }) => status === 'open').map(({ id }) => id)
