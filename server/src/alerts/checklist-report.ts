import {
  asExercised,
  eventsOfAlert,
  eventsOfChecklist,
  eventsOfDirective,
  type FoundChecklist,
  findDirectives,
  findMessages,
  followedBy,
  listScenes,
  momentsOf,
  namedBy,
  type Registry,
  readAsKnown,
  startingAlerts,
} from '@ioc/sql'
import type { ChecklistReport } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'
import { describeMessage } from './messages.ts'
import type { AlertWords } from './words.ts'

const MESSAGES = 500

interface Speaks {
  registry: Registry
  words: AlertWords
}

type Gathered = Omit<ChecklistReport, 'at' | 'checklist'>

/** Gathers what happened around a checklist, and how the numbers stood at each of its steps, as they were known then. */
export async function gatherReport(context: TileContext, { registry, words }: Speaks, found: FoundChecklist): Promise<Gathered> {
  const { db } = context.database
  const ids = found.alerts.map(({ id }) => id)
  const events = await eventsOfChecklist(db, found.id)
  const starting = await startingAlerts(db, ids)
  const subjects = new Map(starting.map(({ id, subject }) => [id, subject]))
  const domains = [...new Set(starting.flatMap(({ domain }) => domain ?? []))]
  const followed = followedBy(found, registry, domains)
  const known = await readAsKnown(db, context.units, momentsOf(events), followed)
  // Whoever took part acted by what the exercise showed, not by what was.
  const moments = context.isExercised ? await asExercised(db, found.id, known, context) : known
  return {
    events,
    alerts: (
      await Promise.all(ids.map((id) => alertEvents(db, id, (value) => words.measured(subjects.get(id) ?? '', value))))
    ).flat(),
    messages: (await findMessages(db, { checklist: found.id, limit: MESSAGES })).map(describeMessage),
    directives: (await Promise.all(ids.map((alert) => directiveEvents(db, alert)))).flat(),
    numbers: followed.map(({ subject, unit }) => {
      const { id: indicator, title } = words.subject(subject)
      const { unitOfMeasurement, decimals } = registry.indicator(indicator)
      const { key, name } = context.units.find(unit)
      return { indicator, subject, title, unitOfMeasurement, decimals, unit: { key, name } }
    }),
    scene: await sceneOf(
      context,
      followed.map(({ subject }) => words.subject(subject).id),
      domains,
    ),
    moments: moments.map(({ at, readings }) => ({ at, values: readings.map(({ value, state }) => ({ value, state })) })),
  }
}

type Db = TileContext['database']['db']

async function alertEvents(db: Db, alert: number, told: (measured: number | null) => number | null): Promise<Gathered['alerts']> {
  const events = await eventsOfAlert(db, alert)
  return events.map(({ at, kind, level, measured, by, note }) => ({
    ...{ alert, at: at.toISOString(), kind, level, measured: told(measured) },
    ...{ by: by ?? null, note: note ?? null },
  }))
}

async function directiveEvents(db: Db, alert: number): Promise<Gathered['directives']> {
  const directives = await findDirectives(db, { alert, limit: MESSAGES })
  const told = directives.map(async ({ id, title, unitName: unit }) =>
    (await eventsOfDirective(db, id))
      .filter(({ kind }) => kind !== 'looked')
      .map((event) => ({ id, title, unit, at: event.at, kind: event.kind, by: 'by' in event ? event.by : null })),
  )
  return (await Promise.all(told)).flat()
}

/** The scene that shows most of these numbers; of none of them that of the domain, or the overview. */
async function sceneOf({ database, tiles }: TileContext, indicators: string[], domains: string[]): Promise<string> {
  const scenes = (await listScenes(database.db)).map(({ id, places }) => {
    const shown = places.flatMap(({ tile }) => {
      const known = tiles.get(tile)
      return known ? namedBy(known).shown : []
    })
    return { id, shows: indicators.filter((each) => shown.includes(each)).length, isOwn: domains.includes(id) }
  })
  const [best] = scenes.sort((a, b) => b.shows - a.shows || Number(b.isOwn) - Number(a.isOwn) || (a.id < b.id ? -1 : 1))
  return best && (best.shows > 0 || best.isOwn) ? best.id : 'overview'
}
