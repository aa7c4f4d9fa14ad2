import type { MappedField, Mapping } from '../mapping/mapping.ts'
import type { Columns } from './columns.ts'

// What a feed's rows usually look like, field by field: enough to see that a file means something else than the ones before.

export interface FieldProfile {
  /** The share of rows in which it says something. */
  filled: number
  /** How many numbers were seen, how many different ones up to MANY, how many above 0 and the power of ten of the middle one of these. */
  numbers: number
  different: number
  positive: number
  middle: number
  /** The share of days near when they were told, and of those far from it that would be near with day and month exchanged. */
  near: number
  exchanged: number
  /** The words it is one of, where they are few and have no digits in them; null where it is anything. */
  words: string[] | null
}

interface GroupProfile {
  rows: number
  fields: Record<string, FieldProfile>
}

export interface Profile {
  /** Rows seen, and the share of them that could not be taken in. */
  rows: number
  held: number
  /** The rows of the largest page, of how many pages. */
  largest: number
  pages: number
  /** The source's own columns, by the pages in whose every row they were. */
  columns: Columns
  /** Rows of one form beside rows of another: by the field that tells them apart, in one group where none does. */
  groups: Record<string, GroupProfile>
}

const MANY = 12
const MOST_WORDS = 40
const MOST_GROUPS = 60
const NUMERIC = new Set(['integer', 'number', 'decimal'])

/** The fields whose values can be told from others: lists and constants can't. */
export function fieldsOf(mapping: Mapping): [string, MappedField][] {
  return Object.entries(mapping).flatMap(([name, field]) =>
    'each' in field || field.const !== undefined ? [] : [[name, field] as [string, MappedField]],
  )
}

/** The field that says which form a row is of: one that must be there and is one of listed words. */
function formField(mapping: Mapping): string | undefined {
  return fieldsOf(mapping).find(([, { required, values }]) => required && values && !('*' in values))?.[0]
}

/** Draws a profile from a sample of mapped rows. */
export class Sample {
  readonly #mapping: Mapping
  readonly #form: string | undefined
  readonly #groups = new Map<string, { rows: number; fields: Map<string, FieldSample> }>()

  constructor(mapping: Mapping) {
    this.#mapping = mapping
    this.#form = formField(mapping)
  }

  add(record: Record<string, unknown>, receivedAt: Date): void {
    const key = this.#form === undefined ? '' : String(record[this.#form] ?? '')
    let group = this.#groups.get(key)
    if (!group) {
      if (this.#groups.size >= MOST_GROUPS) return
      group = { rows: 0, fields: new Map(fieldsOf(this.#mapping).map(([name, field]) => [name, new FieldSample(field)])) }
      this.#groups.set(key, group)
    }
    group.rows++
    for (const [name, field] of group.fields) field.add(record[name], receivedAt)
  }

  profile({ rows, held }: { rows: number; held: number }): Profile {
    const groups = [...this.#groups].map(([key, group]): [string, GroupProfile] => [
      key,
      {
        rows: group.rows,
        fields: Object.fromEntries([...group.fields].map(([name, field]) => [name, field.profile(group.rows)])),
      },
    ])
    return {
      rows,
      held: rows === 0 ? 0 : held / rows,
      largest: rows,
      pages: 1,
      columns: [],
      groups: Object.fromEntries(groups),
    }
  }
}

class FieldSample {
  readonly #isNumeric: boolean
  readonly #isDay: boolean
  #filled = 0
  #numbers = 0
  #near = 0
  #exchanged = 0
  #powers: number[] = []
  #different = new Set<number>()
  #words: Set<string> | null

  constructor({ as, values, from }: MappedField) {
    this.#isNumeric = NUMERIC.has(as)
    this.#isDay = as === 'day' || as === 'instant'
    // What is one of listed words is held where it is another; a date or a unit has a check of its own.
    this.#words = as === 'text' && values === undefined && from !== undefined ? new Set() : null
  }

  add(value: unknown, receivedAt: Date): void {
    if (value === undefined || value === null || value === '') return
    this.#filled++
    if (this.#isDay) {
      const day = new Date(value as string | Date)
      if (isNear(day.getTime(), receivedAt)) this.#near++
      else if (isExchanged(day, receivedAt)) this.#exchanged++
    } else if (this.#isNumeric) {
      this.#numbers++
      const size = Math.abs(Number(value))
      if (size > 0 && Number.isFinite(size)) this.#powers.push(Math.log10(size))
      if (this.#different.size < MANY) this.#different.add(Number(value))
    } else if (this.#words) {
      const word = String(value).normalize('NFC')
      if (/\d/.test(word) || (this.#words.size >= MOST_WORDS && !this.#words.has(word))) this.#words = null
      else this.#words.add(word)
    }
  }

  profile(rows: number): FieldProfile {
    const powers = this.#powers.sort((a, b) => a - b)
    return {
      filled: this.#filled / rows,
      numbers: this.#numbers,
      different: this.#different.size,
      positive: powers.length,
      middle: powers[Math.floor(powers.length / 2)] ?? 0,
      near: this.#filled === 0 ? 0 : this.#near / this.#filled,
      exchanged: this.#filled === 0 ? 0 : this.#exchanged / this.#filled,
      words: this.#words && [...this.#words].sort(),
    }
  }
}

const NEAR_MS = 45 * 86_400_000

/** 11 May, told on 6 November by who tells of what is lately, was meant to be 5 November. */
function isExchanged(day: Date, receivedAt: Date): boolean {
  if (Number.isNaN(day.getTime()) || day.getUTCDate() > 12) return false
  return isNear(Date.UTC(day.getUTCFullYear(), day.getUTCDate() - 1, day.getUTCMonth() + 1), receivedAt)
}

function isNear(at: number, receivedAt: Date): boolean {
  return Math.abs(at - receivedAt.getTime()) < NEAR_MS
}

/** What is usual once more has been seen: what lies some thousand rows back counts less and less. */
export function blend(known: Profile | null, seen: Profile): Profile {
  if (!known) return seen
  const groups = { ...known.groups }
  for (const [key, group] of Object.entries(seen.groups)) {
    const before = groups[key]
    groups[key] = before ? blendGroup(before, group) : group
  }
  const part = partOf(known.rows, seen.rows)
  return {
    rows: known.rows + seen.rows,
    held: mix(known.held, seen.held, part),
    largest: Math.max(known.largest, seen.largest),
    pages: known.pages + seen.pages,
    columns: known.columns,
    groups,
  }
}

function blendGroup(known: GroupProfile, seen: GroupProfile): GroupProfile {
  const part = partOf(known.rows, seen.rows)
  const fields = Object.entries(seen.fields).map(([name, field]): [string, FieldProfile] => {
    const before = known.fields[name]
    if (!before) return [name, field]
    const words = before.words && field.words && [...new Set([...before.words, ...field.words])].sort()
    return [
      name,
      {
        filled: mix(before.filled, field.filled, part),
        numbers: before.numbers + field.numbers,
        different: Math.max(before.different, field.different),
        positive: before.positive + field.positive,
        middle:
          field.positive === 0 ? before.middle : before.positive === 0 ? field.middle : mix(before.middle, field.middle, part),
        near: mix(before.near, field.near, part),
        exchanged: mix(before.exchanged, field.exchanged, part),
        words: words && words.length <= MOST_WORDS ? words : null,
      },
    ]
  })
  return { rows: known.rows + seen.rows, fields: { ...known.fields, ...Object.fromEntries(fields) } }
}

const REMEMBERED_ROWS = 2_000

function partOf(known: number, seen: number): number {
  return seen / Math.max(1, Math.min(known, REMEMBERED_ROWS) + seen)
}

function mix(a: number, b: number, part: number): number {
  return a * (1 - part) + b * part
}
