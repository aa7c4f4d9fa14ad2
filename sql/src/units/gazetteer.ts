import type { Db } from '../db.ts'
import { dayOf } from '../time/hanoi.ts'
import { bareName, foldName, spellName, writtenOut } from './names.ts'

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

interface Succession {
  from_id: number
  to_id: number
}

/** Finds units by what people and systems call them. Answers null rather than guess. */
export interface Gazetteer {
  /**
   * A key, code, alias or name, with its kind word, whole or shortened, or without it, as it stood on a day (today by default):
   * «11950», «Phố Hiến», «X. Ngọc Thanh, huyện Kim Động». Where none stood that day, the one nearest in time. With `kinds`, a table of provinces
   * means the province that was Thái Bình and not the ward that is.
   */
  unit(nameOrCode: string, on?: Date, kinds?: readonly string[]): number | null
  /** The unit a text speaks of: the one commune it names, else what several named communes share, else a province it names. */
  place(text: string, on?: Date): number | null
}

/** The last one made, and of what: every run asks for it, and units seldom change. */
let last: { tables: string; gazetteer: Gazetteer } | undefined

export async function loadGazetteer(db: Db): Promise<Gazetteer> {
  const units = await db.selectFrom('unit').selectAll().orderBy('id').execute()
  const aliases = await db.selectFrom('unit_alias').selectAll().orderBy('alias').orderBy('unit_id').execute()
  const successions = await db.selectFrom('succession').select(['from_id', 'to_id']).orderBy('from_id').orderBy('to_id').execute()
  const tables = JSON.stringify([units, aliases, successions])
  if (last?.tables !== tables) last = { tables, gazetteer: makeGazetteer(units, aliases, successions) }
  return last.gazetteer
}

export function makeGazetteer(
  units: Unit[],
  aliases: { alias: string; unit_id: number }[],
  successions: Succession[] = [],
): Gazetteer {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const exact = new Map<string, Unit[]>()
  const folded = new Map<string, Unit[]>()
  for (const unit of units) {
    for (const name of [unit.key, unit.code, unit.name, bareName(unit.name)]) if (name) put(exact, spellName(name), unit)
    put(folded, foldName(unit.name), unit)
    put(folded, foldName(bareName(unit.name)), unit)
  }
  for (const { alias, unit_id } of aliases) {
    const unit = byId.get(unit_id)
    if (unit) put(folded, alias, unit)
  }
  const answers = new Map<string, number | null>()

  function unit(nameOrCode: string, on = new Date(), kinds?: readonly string[]): number | null {
    const day = dayOf(on)
    const key = `${nameOrCode}\n${day}\n${kinds ?? ''}`
    const known = answers.get(key)
    if (known !== undefined) return known
    if (answers.size > 50_000) answers.clear()
    const isMeant = ({ kind }: Unit) => kinds === undefined || kinds.includes(kind)
    const found = only(bearers(nameOrCode, day).filter(isMeant), day)
    answers.set(key, found?.id ?? null)
    return found?.id ?? null
  }

  /** Every unit that ever bore a name. An unaccented spelling counts only where no unit is spelt so exactly. */
  function bearers(name: string, day: string): Unit[] {
    const found = exact.get(spellName(name)) ?? folded.get(foldName(name))
    if (found) return found
    const whole = writtenOut(name)
    if (whole !== name.trim()) return bearers(whole, day)
    const [, inner, outer] = name.normalize('NFC').trim().match(ADDRESS) ?? []
    if (!inner || !outer) return []
    const [candidates, holders] = [bearers(inner, day), bearers(outer, day)]
    // «Sở Tư pháp tỉnh Hưng Yên» was said of the Hưng Yên of that day, not of the one Thái Bình became part of.
    const then = inside(
      candidates,
      holders.filter((holder) => stands(holder, day)),
    )
    return then.length > 0 ? then : inside(candidates, holders)
  }

  /** The units that lie or came to lie in one of several others; where none does, those in what became of these. */
  function inside(candidates: Unit[], holders: Unit[]): Unit[] {
    const within = (ids: Set<number>) =>
      candidates.filter(({ id }) => follow(id, (at) => [...parentOf(at), ...becameOf(at)]).some((higher) => ids.has(higher)))
    const found = within(new Set(holders.map(({ id }) => id)))
    return found.length > 0 ? found : within(new Set(holders.flatMap(({ id }) => follow(id, becameOf))))
  }

  function parentOf(id: number): number[] {
    const parent = byId.get(id)?.parent_id ?? null
    return parent === null ? [] : [parent]
  }

  function becameOf(id: number): number[] {
    return successions.filter((succession) => succession.from_id === id).map((succession) => succession.to_id)
  }

  /** The one meant by a name on a day: of those that stood then, or else are nearest in time, the highest. */
  function only(candidates: Unit[], day: string): Unit | undefined {
    const near = least(candidates, (candidate) => daysAway(candidate, day))
    const high = least(near, ({ id }) => follow(id, parentOf).length)
    return high.length === 1 ? high[0] : undefined
  }

  const isProvince = ({ kind }: Unit) => kind === 'province'
  const named = (kind: RegExp) => units.map((u) => u.name).filter((name) => kind.test(name))
  const names = {
    communes: named(/^(Xã|Phường|Thị trấn|Đặc khu) /),
    districts: named(/^(Huyện|Quận|Thị xã|Thành phố) /),
    provinces: units.filter(isProvince).map((u) => bareName(u.name)),
  }
  const spelt = patternsOf(names, (name) => name)
  /** For a text typed without any marks. */
  const bare = patternsOf(names, foldName)

  function place(text: string, on = new Date()): number | null {
    const day = dayOf(on)
    const composed = text.normalize('NFC')
    const { communes, districts, provinces } = isTypedBare(composed) ? bare : spelt
    const named = (names: RegExp, within = composed) => [...within.matchAll(names)].map(([name]) => bearers(name, day))
    const context = named(districts).flat()
    const found = standingFirst(
      named(communes).map((same) => only(inside(same, context), day) ?? only(same, day)),
      day,
    )
    if (found.length > 0) {
      const shared = sharedBy(found)
      if (shared !== null) return shared
    }
    // Xã Hòa Bình does not name the province of Hòa Bình.
    const of = standingFirst(
      named(provinces, composed.replace(communes, ' ')).map((same) => only(same.filter(isProvince), day)),
      day,
    )
    return of.length === 1 ? (of[0]?.id ?? null) : null
  }

  /** The lowest unit several have in common, if that is no more than a province. */
  function sharedBy(found: Unit[]): number | null {
    const [first, ...rest] = found.map(({ id }) => [id, ...follow(id, parentOf)])
    const shared = first?.find((id) => rest.every((other) => other.includes(id)))
    if (shared === undefined) return null
    const inProvince = [shared, ...follow(shared, parentOf)].some((id) => byId.get(id)?.kind === 'province')
    return inProvince ? shared : null
  }

  return { unit, place }
}

/** Everything reached from a unit step by step, nearest first. */
function follow(id: number, next: (id: number) => number[]): number[] {
  const found = new Set(next(id))
  for (const reached of found) for (const further of next(reached)) found.add(further)
  return [...found]
}

function put(map: Map<string, Unit[]>, key: string, unit: Unit): void {
  const list = map.get(key) ?? []
  if (!list.includes(unit)) map.set(key, [...list, unit])
}

/** «xã Ngọc Thanh, huyện Kim Động, tỉnh Hưng Yên»: what stands before its last part, and that part. */
const ADDRESS = /^(.*\S)\s*(?:[,(;]|\s[-–]\s|\s(?=(?:tỉnh|thành phố|tp|huyện|quận|thị xã)[.\s]))\s*(.+?)\)?$/iu

function stands(unit: Unit, day: string): boolean {
  return daysAway(unit, day) === 0
}

function daysAway({ valid_from, valid_to }: Unit, day: string): number {
  if (day < valid_from) return Date.parse(valid_from) - Date.parse(day)
  return valid_to !== null && valid_to <= day ? Date.parse(day) - Date.parse(valid_to) + 1 : 0
}

function least<T>(items: T[], measure: (item: T) => number): T[] {
  const measured = items.map((item) => ({ item, value: measure(item) }))
  const lowest = Math.min(...measured.map(({ value }) => value))
  return measured.filter(({ value }) => value === lowest).map(({ item }) => item)
}

/** Each once. A former name in passing does not make a text that names a present unit ambiguous. */
function standingFirst(found: (Unit | undefined)[], day: string): Unit[] {
  const once = [...new Set(found.filter((unit) => unit !== undefined))]
  const standing = once.filter((unit) => stands(unit, day))
  return standing.length > 0 ? standing : once
}

interface Names<T> {
  communes: T
  districts: T
  provinces: T
}

function patternsOf({ communes, districts, provinces }: Names<string[]>, spell: (name: string) => string): Names<RegExp> {
  return {
    communes: namesPattern(communes.map(spell)),
    districts: namesPattern(districts.map(spell)),
    provinces: namesPattern(provinces.map(spell), NAMESAKES),
  }
}

function isTypedBare(text: string): boolean {
  return !/[đĐ]|\p{M}/u.test(text.normalize('NFD'))
}

/** Xã Thái Bình lies in Lạng Sơn or Tây Ninh, sông Thái Bình in Hải Phòng too: what bears a province's name is not the province. */
const NAMESAKES =
  /(?<!(?<!thành\s+)(?<!thanh\s+)(?:xã|phường|thị trấn|đặc khu|đường|phố|ngõ|sông|cầu|hồ|núi|chợ|xa|phuong|thi tran|duong|pho|song|cau)\s+)/

/** Whole names only: «Hưng Yên» is not found in «Hưng Yên Bắc», which lies in another province. */
function namesPattern(names: string[], before = /(?:)/): RegExp {
  const longestFirst = [...new Set(names)]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${before.source}(?:${longestFirst.join('|') || '(?!)'})(?!\\p{L}|\\p{N}|\\s+(?:Bắc|Nam|Đông|Tây|Trung|Bac|Dong|Tay)(?!\\p{L}))`,
    'giu',
  )
}
