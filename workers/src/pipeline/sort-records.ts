import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Batch, Finding, HeldDraft, Problem } from '@ioc/sql'
import type { SourceRecord } from '../formats/format.ts'
import { mapRecord } from '../mapping/map-record.ts'
import { recordsOf } from '../pages/records-of.ts'
import { quote } from '../values/text.ts'
import { type Cells, cellCounter } from './cells.ts'
import type { Road } from './road.ts'
import { ENGLISH, VIETNAMESE } from './row-faults.ts'

/** What is held is said and kept as text, row by row: so many at a time, or the other feeds of this process wait for it. */
const HELD_AT_ONCE = 1_000
const BREATH_MS = 10

export type Sorted = Pick<Batch, 'read' | 'facts' | 'held'> & { last: boolean; upTo: number; cells: Cells }

/** A page's records sorted into facts and held ones, some thousands at a time; the final lot is marked `last`. */
export async function* sortRecords(
  road: Road,
  { receivedAt }: { receivedAt: Date },
  page: { body: AsyncIterable<Uint8Array>; name: string; isCorrection: boolean; most?: number },
  size: number,
): AsyncGenerator<Sorted> {
  let cells: Cells = { taken: 0, filled: 0 }
  const count = cellCounter(road.prepared.spec.map, road.kind.normaliser.forms)
  const sort = sorterOf(road, receivedAt, (record) => count(record, cells))
  let upTo = 0
  let batch: Sorted = { read: 0, facts: [], held: [], last: false, upTo, cells }
  const breathe = breather()
  for await (const source of recordsOf(road.prepared, page)) {
    if (upTo === page.most) break
    // What was taken in once is not judged again.
    if (!page.isCorrection && page.most === undefined) road.guard.look(source, receivedAt)
    await breathe()
    if (batch.read >= size || batch.held.length >= HELD_AT_ONCE) {
      yield batch
      cells = { taken: 0, filled: 0 }
      batch = { read: 0, facts: [], held: [], last: false, upTo, cells }
    }
    const outcome = sort(source)
    batch.read++
    batch.upTo = ++upTo
    if ('draft' in outcome) batch.facts.push(outcome)
    else batch.held.push(outcome)
  }
  if (batch.read > 0) yield { ...batch, last: true }
}

/** Now and then lets whatever else waits for this thread have its turn. */
function breather(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < BREATH_MS) return
    return nextTurn().then(() => {
      since = performance.now()
    })
  }
}

type Outcome = Batch['facts'][number] | HeldDraft

/** As much of the road as a record passes before it is stored. */
export type SortingRoad = Pick<Road, 'prepared' | 'kind' | 'gazetteer' | 'calendar' | 'province' | 'rules'>

/** What makes a fact or a held record of each of a page's records; all that is the same for every one is made ready once. */
export function sorterOf(
  { prepared, kind, gazetteer, calendar, province, rules }: SortingRoad,
  receivedAt: Date,
  onRecord?: (record: Record<string, unknown>) => void,
): (source: SourceRecord) => Outcome {
  const { map, zone, unitKinds } = prepared.spec
  const { schema, toFact, identify } = kind.normaliser
  const unit = (name: string, on?: Date) => gazetteer.unit(name, on, unitKinds)
  const context = { place: gazetteer.place, unit, receivedAt, calendar, province }
  const clock = { zone, receivedAt }
  const now = receivedAt.getTime()

  /** What a kind of record can't do without is said in both languages among its rules. */
  function inBoth(problem: Problem, record: Record<string, unknown>): Problem {
    const needed = rules.english?.get(problem.code)
    if (problem.en !== undefined || needed === undefined) return problem
    const word = problem.field.split('.').reduce<unknown>((within, name) => Object(within)[name], record)
    const said = typeof word === 'string' || typeof word === 'number' ? `; it says ${quote(word)}` : ''
    return { ...problem, en: `This must hold: ${needed}${said}. Mend it here or at the source.` }
  }

  function hold(source: Readable, record: Record<string, unknown>, reasons: Problem[]): HeldDraft {
    const of = identify(record, context)
    const blocks = blockedBy(rules.blocking, reasons)
    return { status: 'held', ...whereabouts(source), raw: source.value, ...(of && { of }), reasons, ...blocks }
  }

  return (source) => {
    if ('problem' in source) {
      const reasons = [{ field: '', code: 'unreadable', message: source.problem, en: source.en }]
      return { status: 'rejected', ...whereabouts(source), raw: source.raw, reasons }
    }
    const { record: mapped, problems } = mapRecord(map, source.value, clock)
    onRecord?.(mapped)
    const record = { ...mapped, ...source.review }
    if (problems) return hold(source, record, problems)
    const parsed = schema.safeParse(record, VIETNAMESE)
    if (!parsed.success) {
      const inEnglish = schema.safeParse(record, ENGLISH).error?.issues ?? []
      const reasons = parsed.error.issues.map(({ path, code, message }, index) => {
        const en = inEnglish[index]?.message
        return { field: path.join('.'), code, message, ...(en !== undefined && { en }) }
      })
      return hold(source, record, reasons)
    }
    const normalised = toFact(parsed.data, context)
    // What the source takes back is let go whatever it says.
    const isGone = 'fact' in normalised && normalised.fact.deleted
    const findings = isGone ? [] : rules.judge(parsed.data as Record<string, unknown>, now)
    const barring = findings.filter(({ severity }) => severity !== 'warn')
    if ('problems' in normalised || barring.length > 0) {
      const reasons =
        'problems' in normalised ? normalised.problems.map((each) => inBoth(each, parsed.data as Record<string, unknown>)) : []
      return hold(source, record, [...reasons, ...barring.map(problemOf)])
    }
    return {
      ...whereabouts(source),
      raw: source.value,
      draft: normalised.fact,
      ...(source.release && { release: source.release }),
      ...(findings.length > 0 && { warnings: findings }),
    }
  }
}

/** The reasons that keep a page out, where there are any. */
export function blockedBy(blocking: Set<string>, reasons: Problem[]): { blockedBy?: string[] } {
  const rules = reasons.flatMap(({ code }) => (blocking.has(code) ? [code] : []))
  return rules.length > 0 ? { blockedBy: rules } : {}
}

/** A broken rule as a reason to hold a row: its id is the reason's code. */
export function problemOf({ rule, field, message, en }: Finding): Problem {
  return { field, code: rule, message, en }
}

type Readable = Exclude<SourceRecord, { problem: string }>

function whereabouts({ place, at }: SourceRecord): { place: number; at?: string } {
  return at === undefined ? { place } : { place, at }
}
