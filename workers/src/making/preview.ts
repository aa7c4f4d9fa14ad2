import {
  type Batch,
  currentProvince,
  type Database,
  dayOf,
  feedIdOf,
  findKind,
  type Gazetteer,
  Invalid,
  type Kind,
  loadCalendar,
  loadGazetteer,
  type Problem,
  type Severity,
  stands,
  type UnitRegistry,
} from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import type { PreparedFeed } from '../feeds/prepare.ts'
import type { SourceRecord } from '../formats/format.ts'
import { mapRecord, sourceOf } from '../mapping/map-record.ts'
import { follow } from '../mapping/pick.ts'
import { judgeByHistory } from '../pipeline/judge-by-history.ts'
import { openRules } from '../pipeline/rules-of-road.ts'
import { problemOf, type SortingRoad, sorterOf } from '../pipeline/sort-records.ts'
import { recordsOfSample, textOf } from './discover.ts'
import type { SamplePage } from './source.ts'

/** One of ours as a record would fill it. */
interface PreviewCell {
  /** As the source wrote it; null where it has no such value. */
  before: string | null
  /** As it would be stored; null for a blank. */
  after: string | null
  /** Of a unit that is no more: what became of it. */
  now: string | null
  /** Why not, in words that say what to do. */
  problem: string | null
}

interface PreviewRow {
  place: number
  at: string
  state: 'fact' | 'held' | 'rejected'
  cells: Record<string, PreviewCell>
  /** Problems of no one cell. */
  problems: string[]
}

export interface Preview {
  rows: PreviewRow[]
  read: number
  facts: number
  held: number
  rejected: number
  /** Of the facts, how many speak of one that another row of the page speaks of too. */
  repeated: number
  /** Of the facts, those that break a rule that warns; of the held, those that would keep the whole page out. */
  warned: number
  blocked: number
  reasons: (Problem & { count: number; severity: Severity })[]
  /** Names in the place of a unit that no unit bears. */
  strangers: { name: string; count: number }[]
  /** Why reading stopped before the end. */
  fault: string | null
}

const ROWS = 50
const REASONS = 20
const STRANGERS = 100

export interface Trial {
  prepared: PreparedFeed
  kind: Kind
  road: SortingRoad
  sorted: { source: SourceRecord; outcome: ReturnType<ReturnType<typeof sorterOf>> }[]
  gazetteer: Gazetteer
  receivedAt: Date
  fault: Localised | null
}

/** Sends a sample's records down the road every record takes, as far as the door of the database. */
export async function tryRecords(database: Database, prepared: PreparedFeed, page: SamplePage): Promise<Trial> {
  const { domain, kind: name } = prepared.spec
  const kind = await findKind(domain, name).catch(() => {
    throw new Invalid({
      vi: 'Chưa chọn loại bản ghi. Chọn ở bước «Ghép cột».',
      en: 'No kind of record is chosen yet. Choose one at “Match”.',
    })
  })
  const gazetteer = await loadGazetteer(database.db)
  const { key: province } = await currentProvince(database.db)
  const rules = await openRules(database, kind)
  const road = { prepared, kind, gazetteer, calendar: loadCalendar(province), province, rules }
  const receivedAt = new Date()
  const sort = sorterOf(road, receivedAt)
  const { records, fault } = await recordsOfSample(prepared, page)
  const sorted = records.map((source) => ({ source, outcome: sort(source) }))
  const facts = sorted.flatMap(({ outcome }) => ('draft' in outcome ? [outcome] : []))
  const judge = await judgeByHistory({ database, kind, rules }, await feedIdOf(database.db, prepared.spec.id), facts)
  return {
    prepared,
    kind,
    road,
    gazetteer,
    receivedAt,
    fault,
    sorted: sorted.map((each) => ('draft' in each.outcome && judge ? { ...each, outcome: judge(each.outcome) } : each)),
  }
}

/** The batch a trial would store. */
export function batchOf({ sorted }: Trial): Pick<Batch, 'read' | 'facts' | 'held'> {
  const facts: Batch['facts'] = []
  const held: Batch['held'] = []
  for (const { outcome } of sorted) {
    if ('draft' in outcome) facts.push(outcome)
    else held.push(outcome)
  }
  return { read: sorted.length, facts, held }
}

/** The first rows before and after, and what would become of them all. */
export function previewOf(trial: Trial, units: UnitRegistry, language: 'vi' | 'en' = 'vi'): Preview {
  const { sorted, fault } = trial
  const batch = batchOf(trial)
  const rejected = batch.held.filter(({ status }) => status === 'rejected').length
  const ids = new Set(batch.facts.map(({ draft }) => draft.external_id))
  return {
    rows: sorted.slice(0, ROWS).map(({ source, outcome }) => rowOf(trial, units, source, outcome, language)),
    read: batch.read,
    facts: batch.facts.length,
    held: batch.held.length - rejected,
    rejected,
    repeated: batch.facts.length - ids.size,
    warned: batch.facts.filter(({ warnings = [] }) => warnings.length > 0).length,
    blocked: batch.held.filter(({ blockedBy = [] }) => blockedBy.length > 0).length,
    reasons: reasonsOf(brokenIn(batch, trial.prepared.spec.map, language)),
    strangers: strangersOf(trial),
    fault: fault?.[language] ?? null,
  }
}

function rowOf(
  trial: Trial,
  units: UnitRegistry,
  source: SourceRecord,
  outcome: Trial['sorted'][number]['outcome'],
  language: 'vi' | 'en',
): PreviewRow {
  const { place, at = String(place) } = source
  if ('problem' in source)
    return { place, at, state: 'rejected', cells: {}, problems: [language === 'en' ? source.en : source.problem] }
  const { map, zone } = trial.prepared.spec
  const { record } = mapRecord(map, source.value, { zone, receivedAt: trial.receivedAt })
  const reasons = 'draft' in outcome ? [] : outcome.reasons.map((each) => worded(map, each, language))
  const cells = Object.fromEntries(
    Object.entries(map).map(([name, field]): [string, PreviewCell] => {
      const found = 'each' in field ? listIn(source.value, field.each) : sourceOf(field, source.value)
      const problem = reasons.find((each) => fieldOf(each) === name)?.message ?? null
      const unit = name === 'unit' ? unitOf(outcome, record.unit) : undefined
      const after = unit?.name ?? (name in record ? textOf(record[name]) : null)
      const hasEnded = unit !== undefined && !stands(unit, dayOf(trial.receivedAt))
      const successors = hasEnded ? units.successorsOf(unit.id).map((step) => step.unit.name) : []
      // One that went on under its own name is no news to whoever reads it.
      const isOther = successors.some((each) => each !== unit?.name)
      return [
        name,
        {
          before: found ? textOf(found.value) : null,
          after: problem === null ? after : null,
          now: isOther ? successors.join(', ') : null,
          problem,
        },
      ]
    }),
  )
  function unitOf(of: typeof outcome, said: unknown) {
    const id = 'draft' in of ? of.draft.unit_id : typeof said === 'string' ? trial.gazetteer.unit(said) : null
    return id === null ? undefined : units.get(id)
  }

  const others = reasons.filter((each) => !(fieldOf(each) in map)).map(({ message }) => message)
  return { place, at, state: 'draft' in outcome ? 'fact' : 'held', cells, problems: others }
}

/** The field a reason speaks of; of a list within a record, the list. */
function fieldOf({ field }: Problem): string {
  return field.split('.')[0] as string
}

/** A reason in words for whoever maps, in their language: what nothing fills is not «undefined». */
function worded(map: PreparedFeed['spec']['map'], { en, ...problem }: Problem, language: 'vi' | 'en'): Problem {
  const isUnfilled = /^invalid_(type|value)$/.test(problem.code) && problem.field !== '' && !(fieldOf(problem) in map)
  const { field } = problem
  const unfilled = {
    vi: `Chưa ghép cột nào cho trường «${field}». Ghép ở bước «Ghép cột».`,
    en: `No column is mapped to the field «${field}». Map one at “Match”.`,
  }
  return { ...problem, message: isUnfilled ? unfilled[language] : language === 'en' ? (en ?? problem.message) : problem.message }
}

function listIn(record: Record<string, unknown>, path: string): { value: unknown } | undefined {
  const value = follow(record, path)
  return value === undefined ? undefined : { value }
}

/** What the rows of a batch break, with what that does. */
function brokenIn(
  { held, facts }: ReturnType<typeof batchOf>,
  map: PreparedFeed['spec']['map'],
  language: 'vi' | 'en',
): Broken[] {
  return [
    ...held.flatMap(({ reasons, blockedBy = [] }) =>
      reasons.map((each) => ({
        ...worded(map, each, language),
        severity: blockedBy.includes(each.code) ? ('block' as const) : ('hold' as const),
      })),
    ),
    ...facts.flatMap(({ warnings = [] }) =>
      warnings.map((each) => ({ ...worded(map, problemOf(each), language), severity: each.severity })),
    ),
  ]
}

type Broken = Problem & { severity: Severity }

function reasonsOf(problems: Broken[]): Preview['reasons'] {
  const counts = new Map<string, Preview['reasons'][number]>()
  for (const { field, code, message, severity } of problems) {
    const known = counts.get(`${field} ${code}`)
    if (known) known.count++
    else counts.set(`${field} ${code}`, { field, code, message, severity, count: 1 })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, REASONS)
}

function strangersOf({ sorted, prepared, receivedAt }: Trial): Preview['strangers'] {
  const names = new Map<string, number>()
  for (const { source, outcome } of sorted) {
    if ('draft' in outcome || 'problem' in source) continue
    if (!outcome.reasons.some(({ field, code }) => field === 'unit' && code === 'unknown_unit')) continue
    const { record } = mapRecord({ unit: prepared.spec.map.unit ?? { const: '' } } as typeof prepared.spec.map, source.value, {
      zone: prepared.spec.zone,
      receivedAt,
    })
    const name = textOf(record.unit)
    if (name !== '') names.set(name, (names.get(name) ?? 0) + 1)
  }
  return [...names]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, STRANGERS)
}
