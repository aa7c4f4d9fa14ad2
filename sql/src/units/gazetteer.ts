import type { Db } from '../db.ts'
import { dayOf } from '../time/hanoi.ts'
import { bareName, foldName } from './names.ts'

interface Unit {
  id: number
  key: string
  code: string | null
  kind: string
  name: string
  parent_id: number | null
  valid_from: string
  valid_to: string | null
}

/** Finds units by what people and systems call them. Answers null rather than guess. */
export interface Gazetteer {
  /** A key, code, alias or name, with or without its kind word, as it stood on a day (today by default). */
  unit(nameOrCode: string, on?: Date): number | null
  /** The unit a text speaks of: the one commune it names, else what several named communes share, else a province it names. */
  place(text: string, on?: Date): number | null
}

export async function loadGazetteer(db: Db): Promise<Gazetteer> {
  const units = await db.selectFrom('unit').selectAll().execute()
  const aliases = await db.selectFrom('unit_alias').selectAll().execute()
  return makeGazetteer(units, aliases)
}

export function makeGazetteer(units: Unit[], aliases: { alias: string; unit_id: number }[]): Gazetteer {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const exact = new Map<string, Unit[]>()
  const folded = new Map<string, Unit[]>()
  for (const unit of units) {
    for (const name of [unit.key, unit.code, unit.name.toLowerCase(), bareName(unit.name).toLowerCase()]) {
      if (name) put(exact, name, unit)
    }
    put(folded, foldName(unit.name), unit)
    put(folded, foldName(bareName(unit.name)), unit)
  }
  for (const { alias, unit_id } of aliases) {
    const unit = byId.get(unit_id)
    if (unit) put(folded, alias, unit)
  }
  const answers = new Map<string, number | null>()

  function unit(nameOrCode: string, on = new Date()): number | null {
    const day = dayOf(on)
    const key = `${nameOrCode}\n${day}`
    const known = answers.get(key)
    if (known !== undefined) return known
    if (answers.size > 50_000) answers.clear()
    const name = nameOrCode.normalize('NFC').trim().toLowerCase()
    const found = only(exact.get(name), day) ?? only(folded.get(foldName(name)), day)
    answers.set(key, found?.id ?? null)
    return found?.id ?? null
  }

  const communes = namesPattern(units.filter((u) => /^(Xã|Phường) /.test(u.name)).map((u) => u.name))
  const provinces = namesPattern(units.filter((u) => u.kind === 'province').map((u) => bareName(u.name)))
  function place(text: string, on?: Date): number | null {
    const composed = text.normalize('NFC')
    const found = new Set([...composed.matchAll(communes)].map(([name]) => unit(name, on)).filter((id) => id !== null))
    if (found.size === 1) return [...found][0] ?? null
    const parents = new Set([...found].map((id) => byId.get(id)?.parent_id ?? null))
    if (parents.size === 1) return [...parents][0] ?? null
    const named = new Set([...composed.matchAll(provinces)].map(([name]) => unit(name, on)).filter((id) => id !== null))
    return named.size === 1 ? ([...named][0] ?? null) : null
  }

  return { unit, place }
}

function put(map: Map<string, Unit[]>, key: string, unit: Unit): void {
  const list = map.get(key) ?? []
  if (!list.includes(unit)) map.set(key, [...list, unit])
}

/** The one unit that stood on the day; where none did, the only one that ever bore the name. */
function only(candidates: Unit[] | undefined, day: string): Unit | undefined {
  if (!candidates) return undefined
  const standing = candidates.filter((u) => u.valid_from <= day && (u.valid_to === null || day < u.valid_to))
  if (standing.length > 0) return standing.length === 1 ? standing[0] : undefined
  return candidates.length === 1 ? candidates[0] : undefined
}

/** Whole names only: «Hưng Yên» is not found in «Hưng Yên Bắc», which lies in another province. */
function namesPattern(names: string[]): RegExp {
  const longestFirst = [...new Set(names)]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|') || '(?!)'})(?!\\p{L}|\\p{N}|\\s+(?:Bắc|Nam|Đông|Tây|Trung)(?!\\p{L}))`,
    'giu',
  )
}
