import type { Scenario } from './scenario.ts'

/**
 * The life of an exercise, as what happened to it makes it: it runs by a clock of its own, which stands while it is paused and may be moved on to what
 * is shown next; it ends by hand or by itself, never to go on. Nothing here reads a clock or a database.
 */
export interface ExerciseLife {
  status: 'running' | 'paused' | 'ended'
  /** ISO 8601, all moments. */
  startedAt: string
  startedBy: string
  endedAt: string | null
  endedBy: string | null
  /** Its own clock when it last went on or stood still, in milliseconds. */
  elapsedMs: number
  /** Since when it runs; null while it stands. */
  since: string | null
  /** How many of its injects have been shown. */
  shown: number
}

export type ExerciseEvent =
  | { kind: 'started'; at: string; by: string; sends: boolean }
  | { kind: 'paused' | 'resumed'; at: string; by: string }
  /** `by` null: its time had come; else somebody went on to it. */
  | { kind: 'shown'; at: string; by: string | null; inject: number }
  /** `by` null: it ended by itself. */
  | { kind: 'ended'; at: string; by: string | null }

export type ExerciseAct = 'paused' | 'resumed' | 'shown' | 'ended'

type Spec = Pick<Scenario, 'injects' | 'lasts'>

const MINUTE_MS = 60_000
/** One that is left paused ends by itself after so many times what it lasts. */
const FORGOTTEN = 3

export function begun({ at, by }: Extract<ExerciseEvent, { kind: 'started' }>): ExerciseLife {
  const never = { endedAt: null, endedBy: null }
  return { status: 'running', startedAt: at, startedBy: by, ...never, elapsedMs: 0, since: at, shown: 0 }
}

/** What its own clock says at a moment; a clock that goes back stands still. */
export function elapsedAt({ elapsedMs, since }: Pick<ExerciseLife, 'elapsedMs' | 'since'>, at: Date): number {
  return elapsedMs + (since === null ? 0 : Math.max(0, at.getTime() - Date.parse(since)))
}

/** What an event makes of an exercise. */
export function next({ injects }: Spec, life: ExerciseLife, event: ExerciseEvent): ExerciseLife {
  const now = elapsedAt(life, new Date(event.at))
  switch (event.kind) {
    case 'started':
      return life
    case 'paused':
      return { ...life, status: 'paused', elapsedMs: now, since: null }
    case 'resumed':
      return { ...life, status: 'running', since: event.at }
    case 'shown': {
      // Who goes on to the next moves the clock with it: what comes later keeps its distance.
      const due = (injects[event.inject]?.minutes ?? 0) * MINUTE_MS
      const isEarly = now < due
      return { ...life, shown: event.inject + 1, ...(isEarly && { elapsedMs: due, since: life.since && event.at }) }
    }
    case 'ended':
      return { ...life, status: 'ended', endedAt: event.at, endedBy: event.by, elapsedMs: now, since: null }
  }
}

/** Whether a person may do this now. */
export function mayAct({ injects }: Spec, { status, shown }: ExerciseLife, act: ExerciseAct): boolean {
  switch (act) {
    case 'paused':
      return status === 'running'
    case 'resumed':
      return status === 'paused'
    case 'shown':
      return status !== 'ended' && shown < injects.length
    case 'ended':
      return status !== 'ended'
  }
}

/** What the clock makes of it by a moment: injects whose time has come, then its end. */
export function dueNow({ injects, lasts }: Spec, life: ExerciseLife, at: Date): ExerciseEvent[] {
  if (life.status === 'ended') return []
  const now = elapsedAt(life, at)
  const shown = injects.flatMap(({ minutes }, inject): ExerciseEvent[] =>
    life.status === 'running' && inject >= life.shown && minutes * MINUTE_MS <= now
      ? [{ kind: 'shown', at: at.toISOString(), by: null, inject }]
      : [],
  )
  const isOver = now >= lasts * MINUTE_MS || at.getTime() >= forgottenAt({ lasts }, life)
  return isOver ? [...shown, { kind: 'ended', at: at.toISOString(), by: null }] : shown
}

/** When the clock has something to say next; null once it has ended. */
export function nextLook({ injects, lasts }: Spec, life: ExerciseLife): Date | null {
  if (life.status === 'ended') return null
  const minutes = [...injects.slice(life.shown).map((each) => each.minutes), lasts]
  const clock =
    life.since === null ? [] : minutes.map((each) => Date.parse(life.since as string) + each * MINUTE_MS - life.elapsedMs)
  return new Date(Math.min(...clock, forgottenAt({ lasts }, life)))
}

const forgottenAt = ({ lasts }: Pick<Spec, 'lasts'>, { startedAt }: ExerciseLife) =>
  Date.parse(startedAt) + FORGOTTEN * lasts * MINUTE_MS
