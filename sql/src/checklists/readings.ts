import { numberOf, parseSubject } from '../alerts/subject.ts'
import type { Db } from '../db.ts'
import type { DefinedIndicator, Registry } from '../indicators/registry.ts'
import { openQuestion } from '../readings/asked/question.ts'
import { writeWhere } from '../readings/asked/where.ts'
import { readIndicator } from '../readings/read.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { FoundChecklist } from './find.ts'
import type { ChecklistEvent } from './life.ts'

/** What is read at each moment of a checklist. */
export interface Followed {
  /** What an alert is of: an indicator’s id, or a part of one. */
  subject: string
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
  const own = alerts
    .filter(({ subject }) => numberOf({ indicators }, subject) !== undefined)
    .map(({ subject, unit: of }) => ({ subject, unit: of ?? unit }))
  const beside = indicators
    .filter((each) => domains.includes(each.id.split('.')[0] as string) && hasLevels(each))
    .map(({ id }) => ({ subject: id, unit }))
  const all = [...own, ...beside].map((each): [string, Followed] => [`${each.subject} ${each.unit}`, each])
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
      followed.map(async ({ subject, unit }): Promise<ReadingThen> => {
        const { id: indicator, where } = parseSubject(subject)
        const asked = { indicator, unit, asOf: at, where: writeWhere(where) }
        const question = await openQuestion(db, units, asked).catch(() => null)
        if (!question) return { subject, unit, value: null, state: 'missing' }
        const { value, state } = await readIndicator(db, question.units, question.indicator, question.unit.id, question.moment)
        return { subject, unit, value, state }
      }),
    )
    read.push({ at, readings })
  }
  return read
}
