import type { Exercised, House } from '../alerts/sight.ts'
import type { ExerciseLife } from './life.ts'
import type { Scenario } from './scenario.ts'

/** A number as an exercise shows it. */
interface ExercisedReading {
  indicator: string
  unitId: number
  value: number
}

export interface ShownNow {
  readings: ExercisedReading[]
  /** Domains whose sources are silent, in multiples of what they promised. */
  silent: { domain: string; times: number }[]
}

/** What is shown by now: of each number and source the last that was. It stands in the scenario and nowhere else. */
export function shownNow(
  { injects }: Pick<Scenario, 'injects'>,
  { shown, status }: Pick<ExerciseLife, 'shown' | 'status'>,
  { units, province }: Pick<House, 'units' | 'province'>,
): ShownNow {
  const readings = new Map<string, ExercisedReading>()
  const silent = new Map<string, number>()
  for (const each of status === 'ended' ? [] : injects.slice(0, shown).flatMap(({ shows }) => shows)) {
    if (each.is === 'reading') {
      const unitId = each.unit === undefined ? province.unitId : units.find(each.unit).id
      readings.set(`${each.indicator} ${unitId}`, { indicator: each.indicator, unitId, value: each.value })
    } else if (each.is === 'silence') silent.set(each.domain, each.times)
  }
  return { readings: [...readings.values()], silent: [...silent].map(([domain, times]) => ({ domain, times })) }
}

/** The same as alert rules see it, once the sources of each domain are known by key. */
export function exercisedSight({ readings, silent }: ShownNow, feedsOf: (domain: string) => string[]): Exercised {
  return {
    readings: new Map(readings.map(({ indicator, unitId, value }) => [`${indicator} ${unitId}`, value])),
    silent: new Map(silent.flatMap(({ domain, times }) => feedsOf(domain).map((feed): [string, number] => [feed, times]))),
  }
}
