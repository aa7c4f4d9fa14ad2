import { smallestOf } from '../indicators/formula.ts'
import { narrow } from '../indicators/narrow.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { isIndicatorOn } from '../province/switches.ts'
import type { Moment } from '../readings/asked/moment.ts'
import { readByUnit } from '../readings/by-unit.ts'
import { unitsOfKinds } from '../units/of-kinds.ts'
import type { RegistryUnit } from '../units/registry.ts'
import { absence } from './conditions/absence.ts'
import { anomaly } from './conditions/anomaly.ts'
import { change } from './conditions/change.ts'
import { forecast } from './conditions/forecast.ts'
import { silence } from './conditions/silence.ts'
import { threshold } from './conditions/threshold.ts'
import type { AlertRule } from './rule.ts'
import { rank } from './severity.ts'
import { type Exercised, type Finding, type Held, type House, keyOf } from './sight.ts'
import { parseSubject, partOf } from './subject.ts'

/** All sources, or all plans, are asked of at once. */
export const ALL_FEEDS = 'feeds'
export const ALL_PLANS = 'plans'

/** What a rule is asked of, each by itself. */
export function watchesOf(rule: AlertRule, house: Pick<House, 'registry' | 'province' | 'exercised'>): string[] {
  const { registry, province, exercised } = house
  if (exercised) return watchesOf(rule, { registry, province }).filter((watch) => isExercised(rule, watch, exercised))
  if (rule.when.is === 'silence') return [ALL_FEEDS]
  if (rule.when.is === 'forecast') return [ALL_PLANS]
  const named = rule.indicators === 'all' ? registry.indicators.filter(hasLevels).map(({ id }) => id) : (rule.indicators ?? [])
  const { each } = rule
  return named
    .filter((id) => isIndicatorOn(province.domains, id))
    .flatMap((id) => (each ? Object.keys(each.answers).map((value) => partOf(id, each.dim, value)) : [id]))
}

/** An exercise shows numbers and silent sources; days and plans of the past it leaves as they are. */
function isExercised({ when: { is } }: AlertRule, watch: string, { readings, silent }: Exercised): boolean {
  if (is === 'silence') return silent.size > 0
  if (is !== 'threshold' && is !== 'change') return false
  return [...readings.keys()].some((key) => key.startsWith(`${watch} `))
}

const hasLevels = ({ levels, direction }: { levels: object; direction: string }) =>
  Object.keys(levels).length > 0 && direction !== 'none'

/** Asks a rule of one of its watches at a moment: a finding for each unit, source or clause. */
export async function findOut(house: House, rule: AlertRule, watch: string, moment: Moment, held: Held): Promise<Finding[]> {
  const { when, otherwise } = rule
  const { exercised } = house
  const units = unitsOf(house, rule, moment).filter((unit) => !exercised || exercised.readings.has(keyOf(watch, unit)))
  const ask = { house, otherwise, units, moment: { ...moment, isForDuty: true as const }, held }
  if (when.is === 'silence') return silence({ ...ask, when, feeds: rule.feeds })
  if (when.is === 'forecast') return forecast({ ...ask, when })
  const { id, where } = parseSubject(watch)
  const indicator = narrow(house.registry.indicator(id), where)
  return withoutUntold(house, indicator, moment, await found())

  async function found(): Promise<Finding[]> {
    const of = { ...ask, indicator, subject: watch }
    switch (when.is) {
      case 'threshold':
        return threshold({ ...of, when })
      case 'change':
        return change({ ...of, when })
      case 'absence':
        return absence({ ...of, when })
      case 'anomaly':
        return anomaly({ ...of, when })
      default:
        return []
    }
  }
}

/** What is hidden with a small count raises its alarm all the same, and the alarm tells its number no more than a reading does. */
async function withoutUntold(
  { db, units }: House,
  indicator: DefinedIndicator,
  moment: Moment,
  findings: Finding[],
): Promise<Finding[]> {
  if (indicator.compiled.terms.every((term) => smallestOf(term) === undefined)) return findings
  const raised = findings.flatMap(({ unit, level }) => (unit && level !== 'unknown' && rank(level) > 0 ? [unit] : []))
  if (raised.length === 0) return findings
  const read = await readByUnit(db, units, indicator, raised, moment)
  const untold = new Set(read.flatMap(({ unit, value }) => (value === null ? [unit.id] : [])))
  return findings.map((finding) => (finding.unit && untold.has(finding.unit.id) ? { ...finding, measured: null } : finding))
}

/** Of whom a rule is asked on the map of a moment: the units it names that stand on it, those of its kinds, or the province. */
function unitsOf({ units, province }: House, rule: AlertRule, { geo }: Moment): RegistryUnit[] {
  if (rule.units === undefined && rule.kinds === undefined) return [units.get(province.unitId)]
  const named = (rule.units ?? [])
    .map((key) => units.find(key))
    .filter(({ valid_from, valid_to }) => valid_from <= geo && (valid_to === null || geo < valid_to))
  const ofKinds = rule.kinds ? unitsOfKinds(units, province.unitId, rule.kinds, geo) : []
  return [...new Map([...named, ...ofKinds].map((unit) => [unit.id, unit])).values()]
}

/** Whether a rule is looked at now at all, and if not, when next. */
export function nextLook({ calendar }: Pick<House, 'calendar'>, { during }: AlertRule, at: Date): Date {
  return during === 'working_hours' ? calendar.nextWorkingMoment(at) : at
}
