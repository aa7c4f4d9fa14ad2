import { createHash } from 'node:crypto'
import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { Localised } from '../pack/pack.ts'
import { openQuestion } from '../readings/asked/question.ts'
import { readIndicator } from '../readings/read.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { periodKey, type SignedPeriod } from './periods.ts'
import type { Round } from './round.ts'

/** A reading as it stood when it was signed, in the words it had then. */
export interface SignedFigure {
  indicator: string
  title: Localised
  unit: string
  decimals: number
  value: number | null
  state: string
  /** When its source told it; null where nobody did. */
  asOf: string | null
}

/** What a round has signed of a unit and period, as it reads now on the map of the period's last day. */
export async function figuresOf(
  db: Db,
  units: UnitRegistry,
  {
    round,
    unit,
    period,
  }: { round: Pick<Round, 'figures' | 'every'>; unit: RegistryUnit; period: Pick<SignedPeriod, 'from' | 'last'> },
  now: Date,
): Promise<{ figures: SignedFigure[]; indicators: DefinedIndicator[] }> {
  const figures: SignedFigure[] = []
  const indicators: DefinedIndicator[] = []
  for (const id of round.figures) {
    const asked = { indicator: id, unit: unit.key, period: periodKey(round.every, period.from), geo: period.last }
    const question = await openQuestion(db, units, asked, now)
    const { indicator } = question
    const { value, state, freshness } = await readIndicator(
      db,
      question.units,
      indicator,
      unit.id,
      question.moment,
      question.span,
    )
    indicators.push(indicator)
    const { title, decimals, unitOfMeasurement } = indicator
    figures.push({
      ...{ indicator: id, title, unit: unitOfMeasurement.vi, decimals, value, state },
      asOf: freshness.sourceAsOf?.toISOString() ?? null,
    })
  }
  return { figures, indicators }
}

/** A digest of what was signed: whose, of when, and each value; how long ago it was told is no part of it. */
export function digestOf(
  round: string,
  unit: string,
  period: string,
  figures: Pick<SignedFigure, 'indicator' | 'value'>[],
): string {
  const said = figures.map(({ indicator, value }) => [indicator, value])
  return createHash('sha256')
    .update(JSON.stringify([round, unit, period, said]))
    .digest('hex')
}
