import type { Levels } from '../pack/pack.ts'
import type { Exception, Severity } from './rule.ts'

export const SEVERITIES = ['watch', 'warn', 'critical'] as const satisfies readonly Severity[]

/** `good` where no bound is passed. */
export type Judgement = Severity | 'good'

export interface Bounds {
  levels: Levels
  recover: Levels
}

export const rank = (level: Judgement): number => SEVERITIES.indexOf(level as Severity) + 1

/**
 * How severe a measured value is, where `worse` says which way is bad. A severity that holds already ends only past its `recover`:
 * a value that trembles about a threshold raises one alert.
 */
export function judgementOf(
  measured: number,
  { levels, recover }: Bounds,
  worse: 'rise' | 'fall',
  held: Judgement = 'good',
): Judgement {
  const past = (bound: number | undefined) => bound !== undefined && (worse === 'rise' ? measured > bound : measured < bound)
  const stays = (level: Severity) => rank(level) <= rank(held) && past(recover[level])
  return SEVERITIES.findLast((level) => past(levels[level]) || stays(level)) ?? 'good'
}

/** The bounds that hold for a unit on a day: those of the last exception that fits, else the rule's own. `day` is yyyy-mm-dd. */
export function boundsFor(own: Bounds, otherwise: Exception[], unit: { key: string; kind: string } | null, day: string): Bounds {
  const fits = ({ units, kinds, season }: Exception) =>
    (units === undefined || (unit !== null && units.includes(unit.key))) &&
    (kinds === undefined || (unit !== null && kinds.includes(unit.kind))) &&
    (season === undefined || isWithin(season, day.slice(5)))
  return otherwise.findLast(fits) ?? own
}

/** A season may reach over New Year. */
function isWithin({ from, to }: { from: string; to: string }, day: string): boolean {
  return from <= to ? from <= day && day <= to : from <= day || day <= to
}
