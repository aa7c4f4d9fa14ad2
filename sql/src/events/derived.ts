import type { Calendar } from '../calendar/calendar.ts'
import { addDays, dayOf } from '../time/hanoi.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import type { EventFile } from './event.ts'

// Events that are told elsewhere already: they are read off the registry of units and the calendar, and kept nowhere again.

/** A derived event; its days are whole and it ends. */
export type DerivedEvent = EventFile & { to: string; title: { vi: string; en: string } }

const FIRST_YEAR = 1900
const LAST_YEAR = 2199

/**
 * When the map changed, by its legal acts: an event a day and province, of the province itself or of the units right below it. A unit
 * below no other stands for itself.
 */
export function mergersOf({ all, successorsOf, get }: Pick<UnitRegistry, 'all' | 'successorsOf' | 'get'>): DerivedEvent[] {
  const changes = new Map<string, { on: string; scope: RegistryUnit; from: Set<number>; acts: Set<string> }>()
  for (const old of all)
    for (const { unit, on_date: on, legal_act: act } of successorsOf(old.id)) {
      const scope = provinceOf(unit)
      const key = `${on} ${scope.key}`
      const change = changes.get(key) ?? { on, scope, from: new Set(), acts: new Set() }
      changes.set(key, change)
      if (unit === scope) change.from.add(old.id)
      if (act) change.acts.add(act)
    }
  return [...changes.values()]
    .map(({ on, scope, from, acts }) => ({
      id: `merger-${on}-${scope.key}`,
      kind: 'merger' as const,
      title: titleOf(scope.name, from.size),
      ...{ from: on, to: on, units: [scope.key], indicators: [], domains: [] },
      source: [...acts].sort().join('; '),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

  /** The unit right below the topmost one that a unit lies in, or is. */
  function provinceOf(unit: RegistryUnit): RegistryUnit {
    let at = unit
    for (let above = parentOf(at); above !== null && parentOf(above) !== null; above = parentOf(at)) at = above
    return at
  }

  function parentOf({ parent_id }: RegistryUnit): RegistryUnit | null {
    return parent_id === null ? null : get(parent_id)
  }
}

function titleOf(name: string, from: number) {
  if (from > 1) return { vi: `Sáp nhập thành ${name}`, en: `Merged into ${name}` }
  if (from === 1) return { vi: `Thành lập ${name}`, en: `${name} established` }
  return { vi: `Sắp xếp đơn vị hành chính của ${name}`, en: `Units of ${name} rearranged` }
}

/** Days off in a row, the weekends beside them included, by the calendar of the years from one to another, both included. */
export function holidaysOf(
  calendar: Pick<Calendar, 'year' | 'isWorkingDay'>,
  span: { [side in 'from' | 'to']?: Date | undefined },
): DerivedEvent[] {
  const first = Math.max(FIRST_YEAR, span.from ? Number(dayOf(span.from).slice(0, 4)) - 1 : FIRST_YEAR)
  const last = Math.min(LAST_YEAR, span.to ? Number(dayOf(span.to).slice(0, 4)) + 1 : LAST_YEAR)
  const found: (DerivedEvent & { names: string[]; notices: string[] })[] = []
  for (let year = first; year <= last; year++)
    for (const { day, name, notice, article } of calendar.year(year)?.off ?? []) {
      const said = article ? `${notice}, ${article}` : notice
      const before = found.at(-1)
      if (before && day <= before.to) {
        if (!before.names.includes(name)) before.names.push(name)
        if (!before.notices.includes(said)) before.notices.push(said)
        continue
      }
      found.push({ ...holiday(edge(calendar, day, -1), edge(calendar, day, 1)), names: [name], notices: [said] })
    }
  return found.map(({ names, notices, ...event }) => {
    const title = names.join(' · ')
    return { ...event, title: { vi: title, en: title }, source: notices.join('; ') }
  })
}

const holiday = (from: string, to: string): DerivedEvent => ({
  ...{ id: `holiday-${from}`, kind: 'holiday', title: { vi: '', en: '' }, from, to, units: [], indicators: [], domains: [] },
  source: '',
})

/** The last day off in a row, one way or the other. */
function edge({ isWorkingDay }: Pick<Calendar, 'isWorkingDay'>, day: string, step: 1 | -1): string {
  let at = day
  while (!isWorkingDay(addDays(at, step))) at = addDays(at, step)
  return at
}
