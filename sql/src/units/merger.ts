import type { UnitRow } from './apply.ts'
import type { SuccessionLine, SuccessionRow } from './successions.ts'

/**
 * Units and successions with what files of successions say of the units themselves, so that one file is a whole merger: a unit that
 * is followed and has no end yet ends on the file's day, and one that is named there begins on it, of the kind and under the parent
 * of the unit it follows unless its line says otherwise.
 */
export function withMergers(units: UnitRow[], lines: SuccessionLine[]): { units: UnitRow[]; successions: SuccessionRow[] } {
  const known = new Map(units.map((unit) => [unit.key, unit]))
  const begun: UnitRow[] = []
  for (const line of lines.toSorted((a, b) => (a.on_date < b.on_date ? -1 : 1))) {
    const name = line.to_name
    if (name === null || begun.some((unit) => unit.key === line.to && unit.name === name)) continue
    const unit = beginning(line, name, known.get(line.from))
    begun.push(unit)
    known.set(unit.key, unit)
  }
  const ends = new Map(lines.map((line) => [line.from, line]))
  const ended = [...units, ...begun].map((unit) => {
    const end = ends.get(unit.key)
    if (!end || unit.valid_to !== null || end.on_date <= unit.valid_from) return unit
    return { ...unit, valid_to: end.on_date, end_act: unit.end_act ?? end.legal_act }
  })
  return { units: ended, successions: lines.map(successionOf) }
}

function beginning(line: SuccessionLine, name: string, before: UnitRow | undefined): UnitRow {
  return {
    key: line.to,
    code: line.to_code,
    kind: line.to_kind ?? before?.kind ?? '',
    name,
    parent: line.to_parent ?? before?.parent ?? null,
    valid_from: line.on_date,
    valid_to: null,
    legal_act: line.legal_act,
    end_act: null,
    people: line.to_people,
    area_km2: line.to_area_km2,
    longitude: line.to_longitude,
    latitude: line.to_latitude,
    aliases: line.to_aliases,
    where: line.where,
  }
}

function successionOf({ from, to, on_date, people, area, dossiers, legal_act, source, where }: SuccessionLine): SuccessionRow {
  return { from, to, on_date, people, area, dossiers, legal_act, source, where }
}
