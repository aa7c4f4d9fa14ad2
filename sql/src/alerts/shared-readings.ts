import type { DefinedIndicator } from '../indicators/registry.ts'
import type { Moment } from '../readings/asked/moment.ts'
import { readByUnit, type UnitValue } from '../readings/by-unit.ts'
import type { RegistryUnit } from '../units/registry.ts'
import { type House, keyOf } from './sight.ts'
import { subjectOf } from './subject.ts'

/** The clock moves what a number is worth; nothing that a rule asks of moves within this. */
const KEPT_MS = 2_000

/** What was read for one rule is as good for the next that asks the same right after, as long as the ledger has got no further. */
export class SharedReadings {
  #position = -1
  readonly #kept = new Map<string, { at: number; values: UnitValue[] }>()

  /** How far the ledger had got before whatever is read next. */
  startAt(position: number): void {
    if (position !== this.#position) this.#kept.clear()
    this.#position = position
  }

  find(key: string, at: number): UnitValue[] | null {
    const kept = this.#kept.get(key)
    return kept && at >= kept.at && at - kept.at < KEPT_MS ? kept.values : null
  }

  keep(key: string, at: number, values: UnitValue[]): void {
    this.#kept.set(key, { at, values })
  }
}

/** An indicator of each of several units, as they stand at a moment; in an exercise as it shows them. */
export async function readForRule(
  house: House,
  indicator: DefinedIndicator,
  units: RegistryUnit[],
  moment: Moment,
): Promise<UnitValue[]> {
  const { exercised } = house
  const values = await readShared(house, indicator, units, moment)
  if (!exercised) return values
  const subject = subjectOf(indicator)
  return values.map((each) => {
    const value = exercised.readings.get(keyOf(subject, each.unit))
    return value === undefined ? each : { ...each, value, weighed: value, state: 'ok' as const }
  })
}

async function readShared(
  { db, units: registry, shared }: House,
  indicator: DefinedIndicator,
  units: RegistryUnit[],
  moment: Moment,
): Promise<UnitValue[]> {
  if (!shared) return readByUnit(db, registry, indicator, units, moment)
  const key = `${indicator.id} ${JSON.stringify(indicator.where ?? {})} ${units.map(({ id }) => id).join()}`
  const at = moment.at.getTime()
  const kept = shared.find(key, at)
  if (kept) return kept
  const values = await readByUnit(db, registry, indicator, units, moment)
  shared.keep(key, at, values)
  return values
}
