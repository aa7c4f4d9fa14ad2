import type { FactAnswer, ProofAnswer, ReadingAnswer, UnitAnswer } from '@ioc/server/contract'
import type { Say } from '../text/say.ts'
import type { Tone } from '../ui/Shape.tsx'
import type { Group } from './queries.ts'

type Proof = ProofAnswer['proof']
export type Term = Proof['terms'][number]
type Unit = ReturnType<(typeof UnitAnswer)['parse']>
type Version = FactAnswer['versions'][number]

/** The group that counts most, in the first term that has any: whose rows are shown before anyone asks. */
export function largestGroup({ terms }: Proof): Group | null {
  const term = terms.findIndex(({ groups }) => groups.length > 0)
  const group = terms[term]?.groups[0]
  return group ? { term, unit: group.unit.key, dims: group.dims } : null
}

export const isSameGroup = (a: Group | null, b: Group): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The dims of a group or a row in words. */
export function sayDims(dims: Record<string, unknown>, { dimensions }: Term, { language }: Pick<Say, 'language'>): string {
  return Object.entries(dims)
    .filter(([, value]) => value !== null)
    .map(([dim, value]) => dimensions[dim]?.values[String(value)]?.[language] ?? String(value))
    .join(' · ')
}

/** What a term counts of each dimension: what its formula picks, and what it is narrowed to. */
export function sayPicked(
  { dim, values, where, dimensions }: Pick<Term, 'dim' | 'values' | 'where' | 'dimensions'>,
  { language }: Pick<Say, 'language'>,
): string[] {
  const all = { ...where, ...(dim && values ? { [dim]: values } : {}) }
  return Object.entries(all).map(([name, any]) =>
    any.map((value) => dimensions[name]?.values[value]?.[language] ?? value).join(', '),
  )
}

/** The dimension whose values a term counts, each once, where it counts those. */
export function sayDistinct({ distinct, dimensions }: Term, { t, language }: Pick<Say, 't' | 'language'>): string[] {
  if (distinct === null) return []
  const name = dimensions[distinct]?.title[language] ?? distinct
  return [t('proof.distinct', { dim: name.toLocaleLowerCase(language) })]
}

/** Where a term draws the line on the calendar, or which days of the year before it counts. */
export function sayLine(
  { begun, soFar, stood, days, yearBefore }: Pick<Term, 'begun' | 'soFar' | 'stood' | 'days' | 'yearBefore'>,
  { t, day }: Pick<Say, 't' | 'day'>,
): string[] {
  if (yearBefore) return [t('proof.yearBefore', { from: day(yearBefore.from), to: day(Date.parse(yearBefore.to) - 1) })]
  if (soFar) return [t('proof.soFar')]
  if (stood) return [t('proof.stood')]
  if (!begun) return []
  if (days === 0) return [t('proof.begun')]
  return [t(days > 0 ? 'proof.due' : 'proof.begunFor', { days: Math.abs(days) })]
}

/** What of a term's groups is not among the first `shown` of those listed. */
export function hiddenOf({ groups, rest }: Term, shown: number): { groups: number; value: number } {
  const hidden = groups.slice(shown)
  return {
    groups: hidden.length + rest.groups,
    value: hidden.reduce((sum, { value, weight }) => sum + value * weight, rest.value),
  }
}

/** Which kinds come first, those asked about most; others come after them, as they are met. */
const FIRST = ['commune', 'district', 'department', 'province']

interface Choices {
  kind: string
  units: { key: string; name: string; within: string | null }[]
}

/** All units to choose from, whatever kinds there are, each named with the unit above it where that tells two of a name apart. */
export function unitChoices(standing: Unit[], asked: ReadingAnswer['unit'] | undefined): Choices[] {
  const names = new Map(standing.map(({ key, name }) => [key, name]))
  const kinds = new Map<string, Choices['units']>(FIRST.map((kind) => [kind, []]))
  for (const { key, name, kind, parent } of standing) {
    const units = kinds.get(kind) ?? []
    units.push({ key, name, within: parent === null ? null : (names.get(parent) ?? null) })
    kinds.set(kind, units)
  }
  if (asked && !names.has(asked.key)) kinds.set('other', [...(kinds.get('other') ?? []), { ...asked, within: null }])
  for (const units of kinds.values()) {
    units.sort((a, b) => a.name.localeCompare(b.name, 'vi'))
    if (new Set(units.map(({ within }) => within)).size === 1) for (const unit of units) unit.within = null
  }
  return [...kinds].flatMap(([kind, units]) => (units.length > 0 ? [{ kind, units }] : []))
}

/** The last change of the map, which is that of the kind there are most units of: its first day, and the last of the map before it. */
export function mapBefore(today: Unit[]): { first: string; last: string } | null {
  const ofKind = (kind: string) => today.filter((unit) => unit.kind === kind)
  const [most] = [...new Set(today.map(({ kind }) => kind))].map(ofKind).sort((a, b) => b.length - a.length)
  const first = most
    ?.map(({ validFrom }) => validFrom)
    .sort()
    .at(-1)
  if (!first) return null
  return { first, last: new Date(Date.parse(`${first}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10) }
}

export interface Change {
  field: string
  before: unknown
  after: unknown
}

// Of the ledger, not of the source's meaning.
const BOOKKEEPING = new Set(['source_version', 'deleted'])

/** What a version of a record changed from the one before it. */
export function changesOf(version: Version, before: Version | undefined): Change[] {
  if (!before) return []
  return [...new Set([...Object.keys(before.fact), ...Object.keys(version.fact)])]
    .filter((field) => !BOOKKEEPING.has(field) && JSON.stringify(before.fact[field]) !== JSON.stringify(version.fact[field]))
    .map((field) => ({ field, before: before.fact[field], after: version.fact[field] }))
}

/** The version that stood at an instant; the newest for now, the oldest for before any was received. */
export function versionAt(versions: Version[], asOf: string | undefined): number {
  if (asOf === undefined) return 0
  const at = Date.parse(asOf)
  const found = versions.findIndex(({ since }) => since === null || Date.parse(since) <= at)
  return found < 0 ? versions.length - 1 : found
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

/** A time of a fact, which the ledger keeps with its zone. */
export const isInstant = (value: unknown): value is string => typeof value === 'string' && INSTANT.test(value)

/** A value as received, whatever its shape; empty text and nothing are told apart from words by the caller. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Whether all a field of a source says is sealed, or which parts within it are. */
export function sealedIn(field: string, sealed: string[]): 'whole' | string[] {
  if (sealed.includes(field)) return 'whole'
  return [...new Set(sealed.filter((path) => path.startsWith(`${field}.`)).map((path) => path.slice(field.length + 1)))]
}

/** The tone that draws a reading's state; what is complete is good. */
export const toneOf = (state: ReadingAnswer['state']): Tone => (state === 'ok' ? 'good' : state)
