import { readUnitSeries } from './series.ts'
import { readStanding } from './standing.ts'

/** An indicator over time for each of some units: what adds up step by step, what stands at one moment as it stood at the end of each. */
export const readOverTime: typeof readUnitSeries = (db, registry, indicator, ...asked) =>
  (indicator.period === 'now' ? readStanding : readUnitSeries)(db, registry, indicator, ...asked)
