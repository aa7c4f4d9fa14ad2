import type { UnitRow } from './apply.ts'
import { BASES } from './crosswalk.ts'
import type { SuccessionRow } from './successions.ts'

const EPSILON = 1e-9

/** A file that is gone is named by every line that speaks of it. */
const MOST_TOLD = 20

/**
 * Refuses units and successions that contradict each other, naming every faulty line. What passes can be followed from any
 * unit to any day: parents and successions end, and no share of a unit is lost or counted twice.
 */
export function checkUnits(units: UnitRow[], successions: SuccessionRow[]): void {
  const byKey = new Map(units.map((unit) => [unit.key, unit]))
  const faults = [
    ...keysOnce(units),
    ...lives(units),
    ...parents(units, byKey),
    ...codes(units),
    ...successionDays(successions, byKey),
    ...weights(successions),
  ]
  const more = faults.length > MOST_TOLD ? [`and ${faults.length - MOST_TOLD} more.`] : []
  if (faults.length > 0) throw new Error([...faults.slice(0, MOST_TOLD), ...more].join('\n'))
}

function* keysOnce(units: UnitRow[]): Iterable<string> {
  const seen = new Map<string, UnitRow>()
  for (const unit of units) {
    const other = seen.get(unit.key)
    if (other) yield `${unit.where}: the unit «${unit.key}» is already in ${other.where}.`
    seen.set(unit.key, unit)
  }
}

function* lives(units: UnitRow[]): Iterable<string> {
  for (const { key, valid_from, valid_to, where } of units) {
    if (valid_to !== null && valid_to <= valid_from)
      yield `${where}: «${key}» ends on ${valid_to}, not after it begins on ${valid_from}.`
  }
}

function* parents(units: UnitRow[], byKey: Map<string, UnitRow>): Iterable<string> {
  for (const unit of units) {
    if (unit.parent === null) continue
    const parent = byKey.get(unit.parent)
    if (!parent) yield `${unit.where}: «${unit.key}» has the parent «${unit.parent}», which no units file names.`
    else if (isUnderItself(unit, byKey)) yield `${unit.where}: «${unit.key}» lies under itself.`
    else if (unit.valid_from < parent.valid_from)
      yield `${unit.where}: «${unit.key}» begins on ${unit.valid_from}, before its parent «${parent.key}» does on ${parent.valid_from}.`
    else if (endOf(unit) > endOf(parent))
      yield `${unit.where}: «${unit.key}» outlives its parent «${parent.key}», which ends on ${parent.valid_to}.`
  }
}

function isUnderItself(unit: UnitRow, byKey: Map<string, UnitRow>): boolean {
  const passed = new Set<string>()
  for (let key = unit.parent; key !== null && !passed.has(key); key = byKey.get(key)?.parent ?? null) {
    if (key === unit.key) return true
    passed.add(key)
  }
  return false
}

function* codes(units: UnitRow[]): Iterable<string> {
  const lastOf = new Map<string, UnitRow>()
  for (const unit of [...units].sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1))) {
    if (unit.code === null) continue
    const last = lastOf.get(unit.code)
    if (last && last.key !== unit.key && unit.valid_from < endOf(last))
      yield `${unit.where}: «${unit.key}» has the code ${unit.code} while «${last.key}» still stands under it (${last.where}).`
    if (!last || endOf(unit) > endOf(last)) lastOf.set(unit.code, unit)
  }
}

/** Days that meet also keep successions from going round in a circle. */
function* successionDays(successions: SuccessionRow[], byKey: Map<string, UnitRow>): Iterable<string> {
  const seen = new Set<string>()
  for (const { from, to, on_date, where } of successions) {
    for (const key of [from, to]) if (!byKey.has(key)) yield `${where}: no units file names «${key}».`
    const end = byKey.get(from)?.valid_to
    if (end !== undefined && end !== on_date)
      yield `${where}: «${from}» ${end === null ? 'still stands' : `ends on ${end}`}, so nothing can follow it on ${on_date}.`
    const begin = byKey.get(to)?.valid_from
    if (begin !== undefined && begin !== on_date)
      yield `${where}: «${to}» begins on ${begin}, so it cannot follow another on ${on_date}.`
    if (seen.has(`${from} ${to}`)) yield `${where}: «${from}» → «${to}» is named twice.`
    seen.add(`${from} ${to}`)
  }
}

function* weights(successions: SuccessionRow[]): Iterable<string> {
  const bySource = new Map<string, SuccessionRow[]>()
  for (const row of successions) bySource.set(row.from, [...(bySource.get(row.from) ?? []), row])
  for (const rows of bySource.values()) {
    for (const basis of BASES) {
      const sum = rows.reduce((total, row) => total + row[basis], 0)
      if (Math.abs(sum - 1) > EPSILON)
        yield `${rows[0]?.where}: the shares of «${rows[0]?.from}» by ${basis} add up to ${Number(sum.toFixed(9))}, not 1.`
    }
  }
}

function endOf(unit: UnitRow): string {
  return unit.valid_to ?? '9999-12-31'
}
