import { Forbidden } from '../errors.ts'
import { isAbove, strictest } from '../indicators/classification.ts'
import { domainOf } from '../indicators/define.ts'
import { loadRegistry } from '../indicators/registry.ts'
import type { Classification, Measure } from '../pack/pack.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { type Classes, classesOf } from './classes.ts'
import { type Scope, sightNow } from './sight.ts'

/** What figures speak of: whose they are, of which domains, and for whom. */
export interface Figures {
  units: readonly number[]
  domains: readonly string[]
  classification: Classification
}

/** Whether figures may be seen. What is open is for whoever may see anything. */
export const isInSight = (scope: Scope, figures: Figures, units: UnitRegistry): boolean =>
  figures.classification === 'open' || isInScope(scope, figures, units)

/** The same of what is never open: records, and what people do about them. */
function isInScope(scope: Scope, { units: of, domains, classification }: Figures, units: UnitRegistry): boolean {
  if (isAbove(classification, scope.upTo)) return false
  if (scope.domains && !domains.every((domain) => scope.domains?.includes(domain))) return false
  const within = unitsWithin(scope, units)
  return within === null || of.every((unit) => within.has(unit))
}

let classes: Classes = { domains: new Map(), measures: new Map() }

/** Whoever asks within a scope is refused everything until it is known for whom what is. */
export async function loadClasses(): Promise<void> {
  classes = classesOf(await loadRegistry())
}

/** Throws Forbidden where figures are asked for that may not be seen: they are refused, never told in part. */
export function assertInSight(figures: Figures, units: UnitRegistry): void {
  const sight = sightNow()
  if (sight !== undefined && !isInSight(sight, figures, units)) throw outOfSight()
}

type Whose = Pick<Figures, 'units'> & { measure: Pick<Measure, 'id'> }

/** The same of the totals of a measure. */
export function assertTotalsInSight({ units: of, measure }: Whose, units: UnitRegistry): void {
  const classification = classes.measures.get(measure.id) ?? 'restricted'
  assertInSight({ units: of, domains: [domainOf(measure)], classification }, units)
}

/** The same of the records behind them, which are open to nobody. */
export function assertRecordsInSight({ units: of, measure }: Whose, units: UnitRegistry): void {
  const sight = sightNow()
  const domain = domainOf(measure)
  const classification = strictest(['internal', classes.domains.get(domain) ?? 'restricted'])
  if (sight !== undefined && !isInScope(sight, { units: of, domains: [domain], classification }, units)) throw outOfSight()
}

export const outOfSight = () =>
  new Forbidden({
    vi: 'Số liệu này ngoài phạm vi tài khoản của bạn được xem. Hỏi số liệu của đơn vị mình, hoặc nhờ quản trị hệ thống mở rộng phạm vi.',
    en: 'These figures are beyond what your account may see. Ask for those of your own unit, or have an administrator widen it.',
  })

const known = new WeakMap<UnitRegistry, Map<number, ReadonlySet<number>>>()

/** As units_in_sight() of the database has them; null of a scope that has all. */
function unitsWithin({ unit }: Scope, units: UnitRegistry): ReadonlySet<number> | null {
  if (unit === null) return null
  const ofRegistry = known.get(units) ?? new Map<number, ReadonlySet<number>>()
  known.set(units, ofRegistry)
  const found = ofRegistry.get(unit) ?? reachedFrom(unit, units)
  ofRegistry.set(unit, found)
  return found
}

/** A unit with all that lie below it and all it came from, and so on from each of these. */
export function reachedFrom(unit: number, units: UnitRegistry): ReadonlySet<number> {
  const reached = new Set([unit])
  for (const id of reached) {
    const below = units.all.filter(({ parent_id }) => parent_id === id)
    const before = units.predecessorsOf(id).map((step) => step.unit)
    for (const next of [...below, ...before]) reached.add(next.id)
  }
  return reached
}

/** What is of all units at once is for whoever sees all of them; throws Forbidden. */
export function assertSeesEveryUnit(): void {
  if ((sightNow()?.unit ?? null) !== null) throw ofTheHouse()
}

/** What the whole house goes by, of a domain or (null) of all, is changed by whoever sees the whole house; throws Forbidden. */
export function assertSeesHouse(domain: string | null): void {
  const sight = sightNow()
  if (!sight || (sight.unit === null && (sight.domains === null || (domain !== null && sight.domains.includes(domain))))) return
  throw ofTheHouse()
}

const ofTheHouse = () =>
  new Forbidden({
    vi: 'Thay đổi này áp dụng cho cả tỉnh, còn tài khoản của bạn chỉ xem một phần. Nhờ người có phạm vi toàn tỉnh.',
    en: 'This change is for the whole province, and your account sees a part of it. Have somebody who sees all of it make it.',
  })
