import type { Severity } from './rule.ts'
import { type Judgement, rank } from './severity.ts'

/**
 * The life of an alert. What is found wrong is `pending` until it has been so for as long as its rule asks, then `firing` until a
 * person says that they have seen it (`acknowledged`), and `resolved` once it has been well for as long as the rule asks. Only what
 * is seen to be well ends an alert: silence never does. Nothing here reads a clock.
 */
export type AlertStatus = 'pending' | 'firing' | 'acknowledged' | 'resolved'

export interface AlertLife {
  status: AlertStatus
  level: Severity
  /** The worst it has been since it last fired. */
  peak: Severity
  /** Milliseconds, all of them. Since when it has been wrong. */
  since: number
  firedAt: number | null
  /** As severe as it was when a person said they had seen it. */
  acknowledged: Severity | null
  resolvedAt: number | null
  /** Since when nobody can tell. */
  blindSince: number | null
  /** Since when it has been well again, not yet for long enough. */
  clearSince: number | null
  /** The moments it fired and resolved, as far back as flapping is looked for. */
  turns: number[]
  flapping: boolean
  /** How often it has come back. */
  returns: number
}

/** What is seen of one thing at one moment; `unknown` where nobody can tell. */
export interface Sight {
  at: number
  level: Judgement | 'unknown'
}

/** How a rule wants it. */
export interface Conduct {
  holdMs: number
  settleMs: number
}

/** What happened to it, in the order it did. `quiet`: it flaps, so nobody is disturbed for it. */
export interface Turn {
  kind: 'fired' | 'worsened' | 'eased' | 'resolved' | 'returned' | 'blinded' | 'sighted' | 'flapping' | 'steadied'
  at: number
  level: Severity
  quiet: boolean
}

export interface Step {
  /** Null where there is nothing left to tell of: what was pending has passed. */
  life: AlertLife | null
  turns: Turn[]
  /** A new alert, and no longer the one that was given. */
  isAnother: boolean
}

/** What comes back within this is the same alert. */
export const RETURN_MS = 24 * 3_600_000
/** So many turns within this are flapping, until there are fewer. */
export const FLAP_MS = 3_600_000
export const FLAP_TURNS = 6

/**
 * What becomes of an alert, or of none, by what is seen. `seenAt` is when it was looked at last: the same sight twice, or one older
 * than the last, changes nothing.
 */
export function see(life: AlertLife | null, { at, level }: Sight, conduct: Conduct, seenAt: number | null = null): Step {
  if (seenAt !== null && at <= seenAt) return { life, turns: [], isAnother: false }
  const isOver = life?.status === 'resolved' && at - (life.resolvedAt as number) > RETURN_MS
  const known = isOver ? null : life
  if (!known) {
    if (level === 'good' || level === 'unknown') return { life, turns: [], isAnother: false }
    return { ...progress(begun(at, level), at, conduct), isAnother: true }
  }
  const seen = steadied(known, at)
  const step =
    level === 'unknown'
      ? blind(seen.life, at)
      : level === 'good'
        ? well(seen.life, at, conduct)
        : wrong(seen.life, at, level, conduct)
  return { life: step.life, turns: [...seen.turns, ...step.turns], isAnother: false }
}

function begun(at: number, level: Severity): AlertLife {
  return {
    status: 'pending',
    level,
    peak: level,
    since: at,
    firedAt: null,
    acknowledged: null,
    resolvedAt: null,
    blindSince: null,
    clearSince: null,
    turns: [],
    flapping: false,
    returns: 0,
  }
}

type Told = Pick<Step, 'life' | 'turns'>

function wrong(life: AlertLife, at: number, level: Severity, conduct: Conduct): Told {
  const sighted = life.blindSince === null ? [] : [turn('sighted', at, { ...life, level })]
  const seen = { ...life, blindSince: null, clearSince: null }
  if (life.status === 'resolved') {
    const again: AlertLife = { ...seen, status: 'pending', level, peak: level, since: at, acknowledged: null }
    const step = progress(again, at, conduct)
    return { life: step.life, turns: [...sighted, ...step.turns] }
  }
  if (life.status === 'pending') {
    const step = progress({ ...seen, level, peak: worse(level, life.peak) }, at, conduct)
    return { life: step.life, turns: [...sighted, ...step.turns] }
  }
  const next: AlertLife = { ...seen, level, peak: worse(level, life.peak) }
  if (rank(level) === rank(life.level)) return { life: next, turns: sighted }
  const worsened = rank(level) > rank(life.level)
  // Who has seen a warning has not seen that it became critical.
  const isNews = worsened && life.acknowledged !== null && rank(level) > rank(life.acknowledged)
  const after: AlertLife = isNews ? { ...next, status: 'firing', acknowledged: null } : next
  return { life: after, turns: [...sighted, turn(worsened ? 'worsened' : 'eased', at, after)] }
}

function well(life: AlertLife, at: number, { settleMs }: Conduct): Told {
  if (life.status === 'resolved') return { life, turns: [] }
  if (life.status === 'pending')
    return { life: life.firedAt === null ? null : { ...life, status: 'resolved', blindSince: null }, turns: [] }
  const sighted = life.blindSince === null ? [] : [turn('sighted', at, life)]
  const clearSince = life.clearSince ?? at
  const seen = { ...life, blindSince: null, clearSince }
  if (at - clearSince < settleMs) return { life: seen, turns: sighted }
  const resolved: AlertLife = { ...seen, status: 'resolved', resolvedAt: at, clearSince: null, acknowledged: null }
  return turned(resolved, at, 'resolved', sighted)
}

/** Nobody can tell: what was firing stays so, what was pending waits, what was on its way to be well must be seen to be so anew. */
function blind(life: AlertLife, at: number): Told {
  if (life.status === 'resolved' || life.blindSince !== null) return { life, turns: [] }
  const seen = { ...life, blindSince: at, clearSince: null }
  return { life: seen, turns: life.status === 'pending' ? [] : [turn('blinded', at, seen)] }
}

/** A pending alert fires once it has been wrong for long enough. */
function progress(life: AlertLife, at: number, { holdMs }: Conduct): Told {
  if (at - life.since < holdMs) return { life, turns: [] }
  const isBack = life.firedAt !== null
  const firing: AlertLife = { ...life, status: 'firing', firedAt: at, resolvedAt: null, returns: life.returns + (isBack ? 1 : 0) }
  return turned(firing, at, isBack ? 'returned' : 'fired', [])
}

function turned(life: AlertLife, at: number, kind: 'fired' | 'returned' | 'resolved', before: Turn[]): Told {
  const turns = [...life.turns, at].filter((each) => each > at - FLAP_MS)
  const flapping = life.flapping || turns.length >= FLAP_TURNS
  const next = { ...life, turns, flapping }
  const told = [...before, turn(kind, at, next)]
  return { life: next, turns: flapping && !life.flapping ? [...told, turn('flapping', at, life)] : told }
}

/** It flaps until it has turned less often for as long as flapping is looked for. */
function steadied(life: AlertLife, at: number): { life: AlertLife; turns: Turn[] } {
  if (!life.flapping) return { life, turns: [] }
  const turns = life.turns.filter((each) => each > at - FLAP_MS)
  if (turns.length >= FLAP_TURNS / 2) return { life: { ...life, turns }, turns: [] }
  const steady = { ...life, turns, flapping: false }
  return { life: steady, turns: [turn('steadied', at, steady)] }
}

function turn(kind: Turn['kind'], at: number, { level, flapping }: AlertLife): Turn {
  return { kind, at, level, quiet: flapping }
}

function worse(a: Severity, b: Severity): Severity {
  return rank(a) >= rank(b) ? a : b
}
