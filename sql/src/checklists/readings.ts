import type { Db } from '../db.ts'
import type { DefinedIndicator, Registry } from '../indicators/registry.ts'
import { openQuestion } from '../readings/question.ts'
import { readIndicator } from '../readings/read.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { FoundChecklist } from './find.ts'
import type { ChecklistEvent } from './life.ts'

/** What is read at each moment of a checklist. */
export interface Followed {
  indicator: string
  /** A unit’s key. */
  unit: string
}

/** A number as it was known at a moment. */
interface ReadingThen extends Followed {
  value: number | null
  state: Awaited<ReturnType<typeof readIndicator>>['state']
}

export interface MomentRead {
  at: string
  readings: ReadingThen[]
}

/** So many numbers are told at each moment; what the alerts are of comes first. */
const MOST = 6
const READ = new Set<ChecklistEvent['kind']>(['started', 'ticked', 'skipped', 'happened', 'undone', 'resumed', 'closed'])

/** What the alerts of a checklist are of, then what else of their domains has levels of its own. */
export function followedBy(
  { alerts, unit }: Pick<FoundChecklist, 'alerts' | 'unit'>,
  { indicators }: Pick<Registry, 'indicators'>,
  domains: string[],
): Followed[] {
  const known = (id: string) => indicators.some((each) => each.id === id)
  const own = alerts
    .filter(({ subject }) => known(subject))
    .map(({ subject, unit: of }) => ({ indicator: subject, unit: of ?? unit }))
  const beside = indicators
    .filter((each) => domains.includes(each.id.split('.')[0] as string) && hasLevels(each))
    .map(({ id }) => ({ indicator: id, unit }))
  const all = [...own, ...beside].map((each): [string, Followed] => [`${each.indicator} ${each.unit}`, each])
  return [...new Map(all).values()].slice(0, MOST)
}

const hasLevels = ({ levels, direction }: DefinedIndicator) => Object.keys(levels).length > 0 && direction !== 'none'

/** The moments at which a checklist moved: its start, each step done, skipped or to be done anew, its end. */
export function momentsOf(events: ChecklistEvent[]): string[] {
  return [...new Set(events.filter(({ kind }) => READ.has(kind)).map(({ at }) => at))].sort()
}

/** Each number as it was known at each moment: data, definitions and units of then. What could not be told then is missing. */
export async function readAsKnown(db: Db, units: UnitRegistry, moments: string[], followed: Followed[]): Promise<MomentRead[]> {
  const read: MomentRead[] = []
  for (const at of moments) {
    const readings = await Promise.all(
      followed.map(async ({ indicator, unit }): Promise<ReadingThen> => {
        const question = await openQuestion(db, units, { indicator, unit, asOf: at }).catch(() => null)
        if (!question) return { indicator, unit, value: null, state: 'missing' }
        const { value, state } = await readIndicator(db, question.units, question.indicator, question.unit.id, question.moment)
        return { indicator, unit, value, state }
      }),
    )
    read.push({ at, readings })
  }
  return read
}
