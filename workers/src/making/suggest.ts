import type { DescribedKind, Target } from '@ioc/sql'
import type { MappedField } from '../mapping/mapping.ts'
import { foldName } from '../values/text.ts'
import type { SeenField } from './discover.ts'
import { likeness, spaced } from './likeness.ts'

/** A mapping as the console writes it. */
type DraftMap = Record<string, Partial<MappedField> | DraftList>

/** A list of the source that fills one of ours, item by item. */
type DraftList = { each: string; map: DraftMap }

export interface Suggestion {
  domain: string
  kind: string
  form: string | null
  /** 0 to 1: how well the fields of the source fill what the kind needs. */
  fit: number
  map: DraftMap
  /** Columns that point at persons and fill nothing: to be taken out before a page is stored. */
  redact: string[]
}

const LEAST = 0.3
/** Below this a name says nothing, and content alone must tell. */
const LEAST_NAME = 0.58
const NAMED = 0.15

/** The kinds of record that a source most likely holds, the likeliest first, each with a mapping by name and content. */
export function suggest(kinds: DescribedKind[], fields: SeenField[], page = ''): Suggestion[] {
  // A source that calls its records by the kind's name, in the name of the page or of a column, is most likely of it.
  const said = `_${foldName([page, ...fields.map(({ heading }) => spaced(heading))].join(' '))}_`
  const isNamed = ({ title }: DescribedKind) => said.includes(`_${foldName(title.vi)}_`)
  return (
    kinds
      .map((kind) => {
        const { suggestion, likeness } = weighed(kind, fields)
        const fit = isNamed(kind) ? Math.min(1, suggestion.fit + NAMED) : suggestion.fit
        return { suggestion: { ...suggestion, fit }, likeness }
      })
      // Of those that fit equally, the one whose names are the most like those of the source.
      .sort((a, b) => b.suggestion.fit - a.suggestion.fit || b.likeness - a.likeness)
      .slice(0, 6)
      .map(({ suggestion }) => suggestion)
  )
}

/** The mapping of one kind that its source's fields suggest. */
export function suggestFor(kind: DescribedKind, fields: SeenField[]): Suggestion {
  return weighed(kind, fields).suggestion
}

/** A suggestion, and how alike what it matches is on the whole, 0 to 1. */
function weighed(
  { domain, kind, form, targets }: DescribedKind,
  fields: SeenField[],
): { suggestion: Suggestion; likeness: number } {
  const { map, chosen, taken } = matched(targets, fields)
  if (form !== null) map.form = { const: form }
  const money = chosen.get('amount')?.field.measure
  if (money && !map.unit_reported && targets.some(({ name }) => name === 'unit_reported')) map.unit_reported = { const: money }
  const suggestion = {
    domain,
    kind,
    form,
    fit: fitOf(targets, map, chosen),
    map,
    redact: fields.filter(({ personal, path }) => personal && !taken.has(path)).map(({ path }) => path),
  }
  const scores = [...chosen.values()].map(({ score }) => score)
  return { suggestion, likeness: scores.reduce((sum, score) => sum + score, 0) / (scores.length || 1) }
}

/** Each of ours with the field of the source that most likely fills it, no field filling two. */
function matched(targets: Target[], fields: SeenField[]) {
  const pairs = targets
    .flatMap((target) => fields.map((field) => ({ target, field, score: scoreOf(target, field) })))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score)
  const chosen = new Map<string, { field: SeenField; score: number }>()
  const taken = new Set<string>()
  for (const { target, field, score } of pairs) {
    if (chosen.has(target.name) || taken.has(field.path)) continue
    chosen.set(target.name, { field, score })
    taken.add(field.path)
  }
  const map: DraftMap = {}
  for (const target of targets) {
    const found = chosen.get(target.name)
    if (found) map[target.name] = fieldFor(target, found.field)
  }
  return { map, chosen, taken }
}

function fitOf(targets: Target[], map: DraftMap, chosen: Map<string, { score: number }>): number {
  const scoreOf = ({ name }: Target) => chosen.get(name)?.score ?? (map[name] ? 0.6 : 0)
  const mean = (of: Target[]) => (of.length === 0 ? 1 : of.reduce((sum, target) => sum + scoreOf(target), 0) / of.length)
  const required = targets.filter((target) => target.required)
  const optional = targets.filter((target) => !target.required)
  // What can count anything at all: a report without one figure says nothing.
  const filled = optional.filter(({ name }) => map[name]).length
  // A report that counts nothing is none.
  const isEmpty = map.form !== undefined && !optional.some(({ name, type }) => type === 'number' && map[name])
  return Math.round((isEmpty ? 0.5 : 1) * (mean(required) * 0.8 + Math.min(1, filled / 4) * 0.2) * 100) / 100
}

/** How likely a field of the source is what a target wants, by name and by what stands in it. */
function scoreOf(target: Target, field: SeenField): number {
  // What points at a person is never suggested.
  const content = field.personal ? 0 : contentOf(target, field)
  if (content === 0) return 0
  const last = field.heading.split('.').at(-1) as string
  const names = [target.title.vi, target.title.en, target.name, ...target.also]
  const name = Math.max(...names.map((each) => Math.max(likeness(each, field.heading), likeness(each, last))))
  // Words none of which we know for any of its values are it only by its very name.
  if (target.values.length > 0 && field.words.length > 0 && knownShare(target.values, field) === 0) return name > 0.9 ? LEAST : 0
  // So is a text that stands there as figures, but for a code: a column of money for investment names no investor.
  if (target.type === 'text' && !KEYS.has(target.name) && isFigures(field)) return name > 0.9 ? LEAST : 0
  // «Số phiếu» may be how many slips there are or the number of each: small figures, and what repeats, are no code by a name half alike.
  if (KEYS.has(target.name) && saysNumber(last) && (counts(field) || repeats(field))) return name > 0.9 ? LEAST : 0
  return name >= LEAST_NAME || isTelling(target, field) ? name * 0.7 + content * 0.3 : 0
}

const saysNumber = (heading: string) => foldName(spaced(heading)).startsWith('so_')

const counts = ({ samples }: SeenField) => samples.every((text) => /^\d{1,4}$/.test(text))

const repeats = ({ words }: SeenField) => words.some(({ count }) => count > 1)

function isFigures({ type }: SeenField): boolean {
  return type === 'integer' || type === 'number'
}

/** What stands in a column tells by itself: names of units, or words we know for the values a target may have. */
function isTelling({ name, values }: Target, field: SeenField): boolean {
  return name === 'unit' ? field.unitPercent >= 60 : values.length > 0 && knownShare(values, field) >= 0.6
}

const YEAR = /^(19|20)\d{2}$/
const NUMBERS = ['integer', 'number', 'decimal']

/** 0 where a field's values could never be it, 1 where they look like nothing else. */
function contentOf({ type, name, values }: Target, field: SeenField): number {
  if (field.type === 'empty') return 0.2
  if (type === 'list') return 0
  if (field.type === 'list' || field.type === 'group') return 0
  if (name === 'unit') return field.unitPercent >= 50 ? 1 : field.type === 'text' || field.type === 'code' ? 0.4 : 0
  // Whole numbers may be a source's codes for words; a decimal is never one.
  if (values.length > 0 && field.type === 'number') return 0
  // Where there are more words than are told, each row says something of its own.
  if (values.length > 0) return field.words.length === 0 ? 0 : 0.4 + 0.6 * knownShare(values, field)
  const isDate = field.type === 'instant' || field.type === 'day'
  if (type === 'instant' || type === 'day') return isDate ? 1 : 0
  // A heading that names its year has no years under it.
  if (name === 'year') return field.type === 'integer' && field.samples.every((text) => YEAR.test(text)) ? 1 : 0
  if (type === 'integer') return field.type === 'integer' ? 1 : 0
  if (NUMBERS.includes(type)) return isFigures(field) ? 1 : 0
  if (type === 'boolean') return field.type === 'boolean' ? 1 : field.type === 'text' || field.type === 'code' ? 0.2 : 0
  if (isDate) return 0.1
  if (field.unitPercent > 80) return 0.2
  return field.type === 'text' || field.type === 'code' ? 0.8 : 0.5
}

function knownShare(values: Target['values'], { words }: SeenField): number {
  const all = words.reduce((sum, { count }) => sum + count, 0)
  const known = words.filter(({ word }) => meantBy(values, word) !== null).reduce((sum, { count }) => sum + count, 0)
  return all === 0 ? 0 : known / all
}

/** Which of the values a source's word means; null where none is near. */
function meantBy(values: Target['values'], word: string): string | null {
  const scored = values
    .map(({ value, title, also }) => ({
      value,
      score: Math.max(...[value, title.vi, title.en, ...also].map((name) => likeness(name, word))),
    }))
    .sort((a, b) => b.score - a.score)
  return scored[0] && scored[0].score >= 0.75 ? scored[0].value : null
}

const KEYS = new Set(['code', 'id', 'serial', 'guid', 'document_id'])

/** How a field of the source becomes a target, by what its values look like. */
export function fieldFor(target: Target, field: SeenField): Partial<MappedField> | DraftList {
  if (target.type === 'list') return { each: field.path, map: matched(target.items, field.items).map }
  const from = [field.name]
  const required = target.required ? { required: true } : {}
  if (target.values.length > 0) {
    return { from, values: wordsFor(target.values, field), ...required }
  }
  switch (target.type) {
    case 'instant':
    case 'day':
      return {
        from,
        as: target.type,
        ...(field.formats.length > 0 && { format: field.formats }),
        ...edgeFor(target, field),
        ...required,
      }
    case 'integer':
    case 'number':
    case 'decimal':
      return { from, as: target.type, ...(field.numbers && { numbers: field.numbers }), ...required }
    case 'boolean':
      return { from, as: 'boolean', ...required }
    default: {
      const known = wordsFor(target.known, field)
      return {
        from,
        as: KEYS.has(target.name) ? 'code' : 'text',
        ...(Object.keys(known).length > 0 && { replace: known }),
        ...required,
      }
    }
  }
}

/** The source's words that mean one of ours. */
function wordsFor(values: Target['values'], { words }: SeenField): Record<string, string> {
  return Object.fromEntries(
    words.flatMap(({ word }) => {
      const value = meantBy(values, word)
      return value === null ? [] : [[word, value]]
    }),
  )
}

/** A figure told for a month or a year speaks of it up to its last day. */
function edgeFor({ name, type }: Target, { formats }: SeenField): Partial<MappedField> {
  return type === 'day' && name === 'as_of' && formats.some((format) => !format.includes('d')) ? { edge: 'last' } : {}
}
