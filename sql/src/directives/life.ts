/**
 * The life of a directive, as what happened to it makes it. Its unit accepts it, explains, shows evidence and reports how far it has got; it closes only
 * when the number has recovered for as many looks as were asked for AND there is evidence AND whoever issued it signs off. A
 * number that falls back opens the same directive again. Nothing here reads a clock or a database.
 */
type DirectiveStatus = 'issued' | 'accepted' | 'closed' | 'withdrawn'

export interface DirectiveLife {
  status: DirectiveStatus
  /** ISO 8601, all moments. */
  issuedAt: string
  acceptedAt: string | null
  /** Since it was issued, or opened again. */
  explainedAt: string | null
  /** What was promised to be done by when, in percent. */
  progress: number
  /** Shown since it was issued, or opened again. */
  evidence: number
  /** How many looks in a row the number has been as it was asked to be. */
  recovered: number
  /** What the last look saw; null where nobody could tell. */
  measured: number | null
  dueAt: string
  extension: { days: number; why: string; by: string } | null
  closedAt: string | null
  relapses: number
  /** How often somebody higher was told that it has not been explained, and whether anybody was told that it is overdue. */
  unanswered: number
  isOverdueTold: boolean
}

export type DirectiveEvent =
  | { kind: 'issued'; at: string; by: string; dueAt: string }
  | { kind: 'accepted'; at: string; by: string }
  | { kind: 'explained'; at: string; by: string; cause: string; remedy: string; doneBy: string | null }
  | { kind: 'progressed'; at: string; by: string; progress: number; note: string }
  | { kind: 'shown'; at: string; by: string; file: number; name: string; what: 'before' | 'after' | 'document' }
  | { kind: 'extension_asked'; at: string; by: string; days: number; why: string }
  | { kind: 'extension_granted'; at: string; by: string; dueAt: string }
  | { kind: 'extension_refused'; at: string; by: string; why: string }
  /** `isMet` null: nobody could tell. */
  | { kind: 'looked'; at: string; measured: number | null; isMet: boolean | null }
  | { kind: 'signed'; at: string; by: string; note: string }
  | { kind: 'relapsed'; at: string; measured: number; dueAt: string }
  | { kind: 'withdrawn'; at: string; by: string; why: string }
  /** Nobody explained in time, or nothing was closed in time; `told`: which role heard of it. */
  | { kind: 'unanswered' | 'overdue'; at: string; told: string }

export type DirectiveAct = Exclude<DirectiveEvent['kind'], 'issued' | 'looked' | 'relapsed' | 'unanswered' | 'overdue'>

/** What the number must have been before it is believed, and whether it was asked for at all. */
export interface Terms {
  /** Looks in a row; null where no number was asked for. */
  times: number | null
}

/** What happened so far, put together. The first event is `issued`. */
export function lifeOf(events: readonly DirectiveEvent[]): DirectiveLife {
  const [first, ...rest] = events
  if (first?.kind !== 'issued') throw new Error('A directive begins by being issued.')
  return rest.reduce(next, {
    status: 'issued',
    issuedAt: first.at,
    acceptedAt: null,
    explainedAt: null,
    progress: 0,
    evidence: 0,
    recovered: 0,
    measured: null,
    dueAt: first.dueAt,
    extension: null,
    closedAt: null,
    relapses: 0,
    unanswered: 0,
    isOverdueTold: false,
  } satisfies DirectiveLife as DirectiveLife)
}

/** What an event makes of a directive. */
export function next(life: DirectiveLife, event: DirectiveEvent): DirectiveLife {
  switch (event.kind) {
    case 'accepted':
      return { ...life, status: 'accepted', acceptedAt: event.at }
    case 'explained':
      return { ...life, explainedAt: event.at, unanswered: 0 }
    case 'progressed':
      return { ...life, progress: event.progress }
    case 'shown':
      return { ...life, evidence: life.evidence + 1 }
    case 'extension_asked':
      return { ...life, extension: { days: event.days, why: event.why, by: event.by } }
    case 'extension_granted':
      return { ...life, extension: null, dueAt: event.dueAt, isOverdueTold: false }
    case 'extension_refused':
      return { ...life, extension: null }
    case 'looked':
      return {
        ...life,
        measured: event.measured,
        recovered: event.isMet === null ? life.recovered : event.isMet ? life.recovered + 1 : 0,
      }
    case 'signed':
      return { ...life, status: 'closed', closedAt: event.at, progress: 100, extension: null }
    case 'relapsed':
      return {
        ...life,
        status: 'accepted',
        measured: event.measured,
        dueAt: event.dueAt,
        relapses: life.relapses + 1,
        ...{ closedAt: null, explainedAt: null, evidence: 0, recovered: 0, progress: 0, extension: null },
        ...{ unanswered: 0, isOverdueTold: false },
      }
    case 'withdrawn':
      return { ...life, status: 'withdrawn', closedAt: event.at, extension: null }
    case 'unanswered':
      return { ...life, unanswered: life.unanswered + 1 }
    case 'overdue':
      return { ...life, isOverdueTold: true }
    case 'issued':
      return life
  }
}

export const isOpen = ({ status }: Pick<DirectiveLife, 'status'>): boolean => status === 'issued' || status === 'accepted'

/** What keeps it from being signed off; nothing where it may be. */
export type Lacking = 'recovery' | 'evidence' | 'acceptance'

export function lacking({ status, recovered, evidence }: DirectiveLife, { times }: Terms): Lacking[] {
  return [
    ...(status === 'issued' ? (['acceptance'] as const) : []),
    ...(times !== null && recovered < times ? (['recovery'] as const) : []),
    ...(evidence === 0 ? (['evidence'] as const) : []),
  ]
}

/** Whether a person may do this to it now. */
export function mayAct(life: DirectiveLife, act: DirectiveAct, terms: Terms): boolean {
  switch (act) {
    case 'accepted':
      return life.status === 'issued'
    case 'explained':
    case 'shown':
      return isOpen(life)
    case 'progressed':
      return life.status === 'accepted'
    case 'extension_asked':
      return life.status === 'accepted' && life.extension === null
    case 'extension_granted':
    case 'extension_refused':
      return isOpen(life) && life.extension !== null
    case 'signed':
      return isOpen(life) && lacking(life, terms).length === 0
    case 'withdrawn':
      return isOpen(life)
  }
}
