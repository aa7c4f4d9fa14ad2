import type { Db } from '../db.ts'
import type { DefinedIndicator, Registry } from '../indicators/registry.ts'
import type { Localised, UnitOfMeasurement } from '../pack/pack.ts'
import { type DomainSwitches, isIndicatorOn } from '../province/switches.ts'
import type { Moment } from '../readings/asked/moment.ts'
import type { Span } from '../readings/asked/period.ts'
import { readByUnit } from '../readings/by-unit.ts'
import type { Freshness } from '../readings/heard/freshness.ts'
import { readIndicator } from '../readings/read.ts'
import { type ReadingState, stateOfAll } from '../readings/state.ts'
import { dayOf } from '../time/hanoi.ts'
import { unitsOfKinds } from '../units/of-kinds.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import type { Forecast, NoForecast } from './forecast.ts'
import { endOfLevel } from './level.ts'
import { ALL_OF_THEM, isCounted, type Measured, spanMeasured } from './measured.ts'
import type { Outlook } from './outlook.ts'
import { type Clause, type Plan, spanOfClause } from './plan.ts'
import { type Goal, isReached, isUpward, neededRate, shareDone } from './reach.ts'
import { type ClauseStatus, statusOf } from './status.ts'

/** Why a clause has no number: nobody measures it, its unit or every unit of its level is gone, what it means is not decided, its domain is off here, or the source has said nothing. */
interface Unmeasured {
  code: 'no_indicator' | 'unit_ended' | 'level_ended' | 'undecided' | 'switched_off' | 'no_number'
  /** As the plan's file says it. */
  words: string | null
  /** Since when there is no such unit, or none of its level. */
  since: string | null
}

export interface ClauseProgress {
  clause: Clause
  from: string
  due: string | null
  /** Whose it is, or null where it is everybody's. */
  unit: RegistryUnit | null
  owner: string
  indicator: { id: string; title: Localised; decimals: number; domain: string } | null
  goal: (Goal & { unitOfMeasurement: UnitOfMeasurement }) | null
  status: ClauseStatus
  unmeasured: Unmeasured | null
  actual: number | null
  /** Where every unit of a level is to reach it: how many have. */
  units: { reached: number; of: number } | null
  span: Span | null
  state: ReadingState | null
  simulated: boolean
  estimate: boolean
  /** When the source silent longest was last heard. */
  receivedAt: Date | null
  done: number | null
  elapsed: number | null
  /** The day that forecast and need look ahead to: when it is due, else the end of the year. */
  horizon: string | null
  forecast: Forecast | null
  noForecast: NoForecast | null
  needed: { perDay: number; perMonth: number } | null
}

export interface PlanProgress {
  plan: Plan
  clauses: ClauseProgress[]
}

/** What plans are read with, besides the moment. */
export interface PlanContext {
  db: Db
  units: UnitRegistry
  registry: Registry
  province: { unitId: number; domains: DomainSwitches }
  outlook: Outlook
}

/** Every clause of the plans against what has come, the measured ones as known at the moment. */
export async function readPlans(context: PlanContext, plans: Plan[], moment: Moment): Promise<PlanProgress[]> {
  const found: PlanProgress[] = []
  for (const plan of plans) {
    const clauses: ClauseProgress[] = []
    for (const clause of plan.clauses) clauses.push(await readClause(context, plan, clause, moment))
    found.push({ plan, clauses })
  }
  return found
}

async function readClause(context: PlanContext, plan: Plan, clause: Clause, moment: Moment): Promise<ClauseProgress> {
  const { units, registry } = context
  const key = clause.unit ?? plan.unit
  const unit = key === undefined ? null : units.find(key)
  const { from, due } = spanOfClause(plan, clause)
  const { operator, value, unitOfMeasurement: of } = clause
  const indicator = registry.indicators.find(({ id }) => id === clause.indicator)
  const said = {
    clause,
    from,
    due,
    unit,
    owner: ownerOf(units, clause.owner),
    indicator: indicator
      ? { id: indicator.id, title: indicator.title, decimals: indicator.decimals, domain: indicator.domain }
      : null,
    goal:
      operator !== undefined && value !== undefined && of !== undefined
        ? { operator, value, unitOfMeasurement: registry.wordsOf(of) }
        : null,
    elapsed: due === null ? null : shareOfTime(from, due, dayOf(moment.at)),
  }
  const unmeasured = whyUnmeasured(context, plan, clause, unit, indicator, moment)
  if (unmeasured || !indicator || !said.goal) return { ...said, ...nothing, unmeasured }

  const each = clause.each ? clause.level : undefined
  const horizon = due ?? `${dayOf(moment.at).slice(0, 4)}-12-31`
  const measured: Measured = { indicator, goal: said.goal, from, due, horizon, unitId: unit?.id ?? context.province.unitId, each }
  const reading =
    each === undefined ? await readWhole(context, measured, moment) : await readEach(context, measured, each, moment)
  const { actual, goal } = reading
  if (actual === null)
    return { ...said, ...nothing, ...reading.trust, unmeasured: { code: 'no_number', words: null, since: null } }

  const isOver = due === null ? null : due < dayOf(moment.at)
  const outlook = isOver ? null : await context.outlook(measured, moment)
  const forecast = outlook !== null && typeof outlook === 'object' ? outlook : null
  const reached = isReached(actual, goal)
  const done = shareDone(actual, goal, clause.each ? null : (clause.baseline?.value ?? null))
  const isFinal = isUpward(goal) && isCounted(measured)
  return {
    ...said,
    ...reading.trust,
    actual,
    horizon: isOver ? null : horizon,
    units: reading.units,
    span: reading.span,
    done,
    forecast,
    noForecast: typeof outlook === 'string' ? outlook : null,
    needed: neededRate(actual, goal, daysBetween(dayOf(moment.at), horizon)),
    status: statusOf({ reached, isFinal, isOver, done, elapsed: said.elapsed, forecast }),
    unmeasured: null,
  }
}

const nothing = {
  status: 'unmeasured' as const,
  actual: null,
  horizon: null,
  units: null,
  span: null,
  state: null,
  simulated: false,
  estimate: false,
  receivedAt: null,
  done: null,
  forecast: null,
  noForecast: null,
  needed: null,
}

function whyUnmeasured(
  { units, province }: PlanContext,
  plan: Plan,
  { level, unmeasured: words, undecided, indicator: id }: Clause,
  unit: RegistryUnit | null,
  indicator: DefinedIndicator | undefined,
  { geo }: Moment,
): Unmeasured | null {
  const ended = unit?.valid_to ?? null
  if (ended !== null && ended <= geo) return { code: 'unit_ended', words: words ?? null, since: ended }
  const since = endOfLevel(units, { level, asked: geo, planFrom: plan.from })
  if (since !== null) return { code: 'level_ended', words: words ?? null, since }
  if (undecided !== undefined) return { code: 'undecided', words: undecided, since: null }
  if (id === undefined) return { code: 'no_indicator', words: words ?? null, since: null }
  if (!indicator || !isIndicatorOn(province.domains, id)) return { code: 'switched_off', words: null, since: null }
  return null
}

interface Read {
  actual: number | null
  goal: Goal
  units: { reached: number; of: number } | null
  span: Span
  trust: Pick<ClauseProgress, 'state' | 'simulated' | 'estimate' | 'receivedAt'>
}

async function readWhole({ db, units }: PlanContext, measured: Measured, moment: Moment): Promise<Read> {
  const span = spanMeasured(measured, moment.at)
  const isNow = measured.indicator.period === 'now'
  const {
    value,
    state,
    freshness,
    estimate,
    span: spoken,
  } = await readIndicator(db, units, measured.indicator, measured.unitId, moment, isNow ? undefined : span)
  return {
    actual: value,
    goal: measured.goal,
    units: null,
    span: spoken,
    trust: { state, estimate, ...heardOf(freshness) },
  }
}

/** The share of the units of a level that have reached it: the clause is kept when all have. */
async function readEach({ db, units }: PlanContext, measured: Measured, level: string, moment: Moment): Promise<Read> {
  const span = spanMeasured(measured, moment.at)
  const asked = unitsOfKinds(units, measured.unitId, [level], moment.geo)
  const values = await readByUnit(db, units, measured.indicator, asked, moment, span)
  const known = values.filter(({ value }) => value !== null)
  const reached = known.filter(({ value }) => isReached(value as number, measured.goal)).length
  const { freshness } = await readIndicator(db, units, measured.indicator, measured.unitId, moment, span)
  return {
    actual: known.length === 0 ? null : (100 * reached) / asked.length,
    goal: ALL_OF_THEM,
    units: { reached, of: asked.length },
    span,
    trust: { state: stateOfAll(values), estimate: values.some(({ estimate }) => estimate), ...heardOf(freshness) },
  }
}

const heardOf = ({ simulated, receivedAt }: Freshness) => ({ simulated, receivedAt })

function ownerOf(units: UnitRegistry, owner: string): string {
  try {
    return units.find(owner).name
  } catch {
    return owner
  }
}

const DAY_MS = 86_400_000

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS
}

function shareOfTime(from: string, due: string, today: string): number {
  return Math.min(1, Math.max(0, (daysBetween(from, today) + 1) / (daysBetween(from, due) + 1)))
}
