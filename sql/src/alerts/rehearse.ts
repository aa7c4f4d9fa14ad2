import { registryAsOf } from '../indicators/versions.ts'
import { momentOf } from '../readings/asked/moment.ts'
import { unitsAsOf } from '../units/versions.ts'
import { findOut, nextLook, watchesOf } from './find-out.ts'
import { type AlertLife, see } from './life.ts'
import type { AlertRule, Severity } from './rule.ts'
import { type House, keyOf } from './sight.ts'

/** One time a rule would have fired: until when, null where it would still. */
interface Rehearsed {
  subject: string
  unit: string | null
  unitName: string | null
  from: Date
  to: Date | null
  peak: Severity
  measured: number | null
}

export interface Rehearsal {
  from: Date
  to: Date
  /** Seconds between two looks: what was wrong for less may not be seen. */
  step: number
  fired: Rehearsed[]
  /** How often alerts flapped. */
  flaps: number
  /** Looks at which nobody could tell, of all. */
  blind: number
  looks: number
}

/** So many looks are taken, whatever the stretch. */
const LOOKS = 120
const LEAST_STEP_MS = 15 * 60_000

/**
 * What a rule would have raised over a stretch of the past, looked at step by step, each time with the data, definitions and units known
 * then. Stores nothing. Stops early where it is told to, with what it has.
 */
export async function rehearseAlerts(
  house: House,
  rule: AlertRule,
  { from, to }: { from: Date; to: Date },
  signal?: AbortSignal,
): Promise<Rehearsal> {
  const step = Math.max(LEAST_STEP_MS, Math.ceil((to.getTime() - from.getTime()) / LOOKS))
  const told: Rehearsal = { from, to, step: step / 1000, fired: [], flaps: 0, blind: 0, looks: 0 }
  const conduct = { holdMs: 1000 * rule.hold, settleMs: 1000 * rule.settle }
  const lives = new Map<string, AlertLife>()
  const open = new Map<string, Rehearsed>()
  for (let at = from.getTime(); at <= to.getTime() && !signal?.aborted; at += step) {
    const moment = momentOf({ asOf: new Date(at) })
    if (nextLook(house, rule, moment.at) > moment.at) continue
    const then: House = {
      ...house,
      registry: await registryAsOf(house.db, moment.asOf),
      units: await unitsAsOf(house.db, house.units, moment.asOf),
    }
    for (const watch of watchesOf(rule, then)) {
      const held = new Map(
        [...lives].flatMap(([key, life]): [string, Severity][] => (life.status === 'resolved' ? [] : [[key, life.level]])),
      )
      for (const { subject, unit, level, measured } of await findOut(then, rule, watch, moment, held)) {
        const key = keyOf(subject, unit)
        const { life, turns } = see(lives.get(key) ?? null, { at, level }, conduct)
        if (life) lives.set(key, life)
        else lives.delete(key)
        told.looks++
        if (level === 'unknown') told.blind++
        for (const turn of turns) {
          if (turn.kind === 'flapping') told.flaps++
          if (turn.kind === 'fired' || turn.kind === 'returned') {
            const fired = {
              subject,
              unit: unit?.key ?? null,
              unitName: unit?.name ?? null,
              from: new Date(turn.at),
              to: null,
              peak: turn.level,
              measured,
            }
            open.set(key, fired)
            told.fired.push(fired)
          }
          if (turn.kind === 'resolved') (open.get(key) as Rehearsed).to = new Date(turn.at)
        }
        const current = open.get(key)
        if (current && current.to === null && life) current.peak = life.peak
      }
    }
  }
  return told
}
