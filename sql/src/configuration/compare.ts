import { isSameSpec } from '../feeds/same-spec.ts'
import type { Province } from '../province/load.ts'
import { foldName } from '../units/names.ts'

/** One thing that differs: `path` names the file and, for what is in both, the field. */
export interface Change {
  path: string
  before: unknown
  after: unknown
}

/**
 * What would change if one configuration took the place of another; nothing where both say the same. Units and the names they were
 * ever known by are added and corrected, never taken away: facts speak of them.
 */
export function compareConfigurations(before: Province, after: Province): Change[] {
  const [old, young] = [parts(before), parts(after)]
  const paths = [...new Set([...old.keys(), ...young.keys()])].sort()
  return paths.flatMap((path) => {
    const [was, becomes] = [old.get(path), young.get(path)]
    if (!path.startsWith('units/') || was === undefined) return differences(path, was, becomes)
    return becomes === undefined ? [] : differences(path, was, { ...becomes, aliases: namesOf([was, becomes]) })
  })
}

type Part = Record<string, unknown>

function parts({
  province,
  units,
  successions,
  feeds,
  indicators,
  plans,
  scenes,
  playlists,
  reports,
  rules,
  alerts,
  events,
  briefings,
}: Province): Map<string, Part> {
  return new Map<string, Part>([
    ['province', province],
    ...units.map(({ where, ...unit }): [string, Part] => [`units/${unit.key}`, { ...unit, aliases: namesOf([unit]) }]),
    ...successions.map(({ where, ...line }): [string, Part] => [`successions/${line.from} → ${line.to}`, line]),
    ...feeds.map((feed): [string, Part] => [`feeds/${feed.id}`, feed]),
    ...indicators.map(({ value }): [string, Part] => [`indicators/${value.id}`, value]),
    ...plans.map(({ plan }): [string, Part] => [`plans/${plan.id}`, plan]),
    ...reports.map((template): [string, Part] => [`reports/${template.id}`, template]),
    ...rules.map((set): [string, Part] => [`rules/${set.id}`, set]),
    ...alerts.map((rule): [string, Part] => [`alerts/${rule.id}`, rule]),
    ...events.map((event): [string, Part] => [`events/${event.id}`, event]),
    ...briefings.map((briefing): [string, Part] => [`briefings/${briefing.id}`, briefing]),
    ...playlists.map((playlist): [string, Part] => [`playlists/${playlist.id}`, playlist]),
    ...scenes.map((scene): [string, Part] => [`scenes/${scene.id}`, scene]),
  ])
}

function namesOf(units: { aliases?: unknown }[]): string[] {
  return [...new Set(units.flatMap(({ aliases }) => aliases as string[]).map(foldName))].sort()
}

function differences(path: string, before: unknown, after: unknown): Change[] {
  if (isSameSpec(before, after)) return []
  const [old, young] = [fieldsOf(before), fieldsOf(after)]
  if (!old || !young) return [{ path, before, after }]
  const keys = new Set([...Object.keys(old), ...Object.keys(young)])
  return [...keys].flatMap((key) => differences(`${path}.${key}`, old[key], young[key]))
}

/** What a thing is made of; of a list whose members have ids, its members. */
export function fieldsOf(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null
  if (!Array.isArray(value)) return value as Record<string, unknown>
  const ids = value.map((each) => (each as { id?: unknown } | null)?.id)
  const isNamed = ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length
  return isNamed ? Object.fromEntries(value.map((each) => [each.id, each])) : null
}
