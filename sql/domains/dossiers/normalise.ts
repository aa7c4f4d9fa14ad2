import { z } from 'zod'
import type { Calendar } from '../../src/calendar/calendar.ts'
import { DAY_MS } from '../../src/calendar/day.ts'
import { defineNormaliser, type Problem } from '../../src/pack/normalise.ts'
import { dayOf } from '../../src/time/hanoi.ts'

/** A dossier's number as the portal forms it: the unit in thirteen characters or the new way, the day, a number. */
const CODE = /^(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})-\d{6}-\d{3,6}$/

/** The states of the National Public Service Portal, by its codes 1–10. */
export const STATUSES = [
  'new',
  'received',
  'refused',
  'processing',
  'supplement',
  'fee',
  'withdrawn',
  'stopped',
  'done',
  'returned',
] as const

const moment = z.date().nullish()
const flag = z.boolean().nullish()
const file = z.string().nullish()

/** A request for supplements; `due_after` is the deadline it set anew, where it set one. */
const Supplement = z.object({ asked_at: moment, answered_at: moment, due_after: moment })
type Supplement = z.infer<typeof Supplement>

const TERM_UNITS = ['hour', 'day', 'working_day', 'month'] as const

export const Dossier = z.object({
  code: z.string().min(1).max(200),
  /** Code, alias or name of the agency that holds it. */
  unit: z.string().min(1),
  status: z.enum(STATUSES),
  procedure: z.string().nullish(),
  field: z.string().min(1).max(200),
  channel: z.enum(['direct', 'online', 'post']),
  submitted_at: moment,
  received_at: moment,
  due_at: moment,
  finished_at: moment,
  updated_at: moment,
  supplement_count: z.number().int().min(0).max(1_000).default(0),
  /** The requests themselves, where the source lists them; their number then follows from them. */
  supplements: z.array(Supplement).optional(),
  service: z.enum(['full', 'partial']).nullish(),
  /** The time the procedure allows, for a source that gives no deadline; the catalogue of procedures tells it where this does not. */
  term: z.number().positive().max(3_660).nullish(),
  term_unit: z.enum(TERM_UNITS).default('working_day'),
  components: z.array(z.object({ file, digitised: flag, reused: flag, from_store: flag })).optional(),
  has_digitised: flag,
  fees: z.array(z.object({ amount: z.number().nullish() })).optional(),
  paid_online: flag,
  results: z.array(z.object({ file })).optional(),
  /** Whether its procedure yields a document; where nobody says so, it does. */
  yields_document: flag,
  verified: flag,
  /** The databases that data was taken from. */
  databases: z.array(z.object({ database: z.enum(['population', 'other']).nullish() })).optional(),
  /** What the applicant said of how it was handled. */
  rating: z.enum(['very_satisfied', 'satisfied', 'dissatisfied']).nullish(),
  complained: flag,
  deleted: z.boolean().default(false),
})
type Dossier = z.infer<typeof Dossier>
const Key = Dossier.pick({ code: true, updated_at: true })

export default defineNormaliser({
  schema: Dossier as z.ZodType<Dossier>,
  columns: {
    procedure: 'text',
    field: 'text',
    channel: 'text',
    status: 'text',
    submitted_at: 'timestamptz',
    received_at: 'timestamptz',
    due_at: 'timestamptz',
    overdue_at: 'timestamptz',
    clock: 'text',
    finished_at: 'timestamptz',
    supplement_count: 'integer',
    outcome: 'text',
    service: 'text',
    days_taken: 'numeric',
    working_days_taken: 'integer',
    payment: 'text',
    digitised: 'boolean',
    reused: 'boolean',
    from_store: 'boolean',
    shared: 'boolean',
    verified: 'boolean',
    population: 'boolean',
    yields_document: 'boolean',
    result: 'text',
    code_valid: 'boolean',
    rating: 'text',
    complained: 'boolean',
    by_term: 'jsonb',
  },
  toFact(dossier, context) {
    const receivedAt = dossier.received_at ?? dossier.submitted_at ?? null
    const unit = context.unit(dossier.unit, receivedAt ?? undefined)
    const problems = problemsOf(dossier, receivedAt, unit)
    if (problems.length > 0 || unit === null) return { problems }
    const dueAt = dueOf(dossier)
    const overdueAt = overdueOf(dossier, dueAt)
    return {
      fact: {
        external_id: dossier.code,
        source_version: (dossier.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        deleted: dossier.deleted,
        procedure: procedureOf(dossier.procedure),
        field: dossier.field,
        channel: dossier.channel,
        status: dossier.status,
        submitted_at: dossier.submitted_at ?? null,
        received_at: receivedAt,
        due_at: dueAt,
        overdue_at: overdueAt,
        clock: clockOf(dossier, overdueAt),
        finished_at: dossier.finished_at ?? null,
        supplement_count: supplementsOf(dossier),
        outcome: outcomeOf(dossier, dueAt),
        service: dossier.channel === 'online' ? (dossier.service ?? null) : null,
        code_valid: CODE.test(dossier.code),
        days_taken: daysTaken(dossier, receivedAt),
        working_days_taken: workingDaysTaken(dossier, receivedAt, context.calendar),
        // Of what has not ended nobody can say yet.
        rating: hasEnded(dossier) ? (dossier.rating ?? null) : null,
        complained: dossier.complained ?? null,
        by_term: dueAt || !wasAccepted(dossier) ? null : byTerm(dossier),
        ...electronically(dossier),
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.code, source_version: known.updated_at?.getTime() ?? null } : null
  },
})

function problemsOf(dossier: Dossier, receivedAt: Date | null, unit: number | null): Problem[] {
  const problems: Problem[] = []
  if (unit === null) {
    problems.push({
      field: 'unit',
      code: 'unknown_unit',
      message: `Không nhận ra đơn vị «${dossier.unit}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`,
    })
  }
  if (!receivedAt && dossier.status !== 'new') {
    problems.push({ field: 'received_at', code: 'required', message: 'Hồ sơ đã tiếp nhận nhưng thiếu ngày tiếp nhận.' })
  }
  if (['done', 'returned'].includes(dossier.status) && !dossier.finished_at) {
    problems.push({ field: 'finished_at', code: 'required', message: 'Hồ sơ đã xử lý xong nhưng thiếu ngày kết thúc xử lý.' })
  }
  return problems
}

/**
 * Early, on time or late by the formula note of Decision 766/QĐ-TTg: the end is when processing finished, else the result was
 * handed over, else the dossier stopped or refused, or withdrawn once it had been accepted; less the time spent waiting for
 * supplements. A second request for supplements makes the dossier late whatever its dates say.
 */
function outcomeOf(dossier: Dossier, dueAt: Date | null): string | null {
  const { finished_at } = dossier
  if (!finished_at || !hasEnded(dossier)) return null
  if (supplementsOf(dossier) >= 2) return 'late'
  if (!dueAt) return 'no_deadline'
  // What moved the deadline has been made good already.
  const end = new Date(finished_at.getTime() - waited(dossier, ({ due_after }) => !due_after))
  if (end > dueAt) return 'late'
  return dayOf(end) < dayOf(dueAt) ? 'early' : 'on_time'
}

/** The national code without what a locality or a portal hangs on it: 1.010708 of «1.010708.000.00.00.H56». */
function procedureOf(code: Dossier['procedure']): string | null {
  return code ? (/^[1-3]\.\d{6}(?=\.|$)/.exec(code)?.[0] ?? code) : null
}

/** Nothing is left to do, with a result or without one. */
function hasEnded({ status, received_at }: Dossier): boolean {
  if (status === 'withdrawn') return Boolean(received_at)
  return isCompleted(status) || status === 'stopped' || status === 'refused'
}

/** Its time has begun: not of what was only filed, nor of what was turned away at once. */
function wasAccepted({ status, received_at }: Dossier): boolean {
  return Boolean(received_at) || (status !== 'new' && status !== 'refused')
}

/** When supplements were asked for that have not come. */
function unanswered({ supplements = [] }: Dossier): Date[] {
  return supplements.flatMap(({ asked_at, answered_at }) => (asked_at && !answered_at ? [asked_at] : []))
}

function isCompleted(status: Dossier['status']): boolean {
  return status === 'done' || status === 'returned'
}

function supplementsOf({ supplements, supplement_count }: Dossier): number {
  return supplements?.length ?? supplement_count
}

/**
 * When supplements were asked for a second time: from then on the dossier is overdue whatever its deadline. Of a source that only
 * counts the requests, since it was received.
 */
function secondAsked(dossier: Dossier): Date | null {
  if (supplementsOf(dossier) < 2) return null
  const asked = (dossier.supplements ?? []).flatMap(({ asked_at }) => asked_at ?? []).sort((a, b) => +a - +b)
  return asked[1] ?? dossier.received_at ?? dossier.submitted_at ?? null
}

/** Milliseconds the applicant was waited for, from the request to what answered it. */
function waited({ supplements = [] }: Dossier, counts: (supplement: Supplement) => boolean = () => true): number {
  return supplements.reduce(
    (sum, each) =>
      each.asked_at && each.answered_at && counts(each) ? sum + Math.max(0, +each.answered_at - +each.asked_at) : sum,
    0,
  )
}

function daysTaken(dossier: Dossier, receivedAt: Date | null): number | null {
  if (!receivedAt || !dossier.finished_at || !isCompleted(dossier.status)) return null
  const days = Math.max(0, +dossier.finished_at - +receivedAt - waited(dossier)) / DAY_MS
  return Math.round(days * 10_000) / 10_000
}

/** As a term counts them: the day it was received is none, the day it was finished is one. */
function workingDaysTaken(dossier: Dossier, receivedAt: Date | null, calendar?: Calendar): number | null {
  const { finished_at, status, supplements = [] } = dossier
  if (!receivedAt || !finished_at || !calendar || !isCompleted(status)) return null
  const between = (from: Date, to: Date) => Math.max(0, calendar.workingDaysBetween(from, to))
  const awaited = supplements.reduce(
    (days, { asked_at, answered_at }) => (asked_at && answered_at ? days + between(asked_at, answered_at) : days),
    0,
  )
  return Math.max(0, between(receivedAt, finished_at) - awaited)
}

/** The deadline, as the last request for supplements left it: a source may tell the new one beside the request alone. */
function dueOf({ due_at, supplements = [] }: Dossier): Date | null {
  const told = [due_at, ...supplements.map(({ due_after }) => due_after)].flatMap((at) => at ?? [])
  return told.length > 0 ? new Date(Math.max(...told.map(Number))) : null
}

/** What its term is reckoned from where no deadline was told: migrations/2026-11-27T0210_terms.sql judges by it. */
function byTerm(dossier: Dossier) {
  const { term, term_unit, supplements = [] } = dossier
  const awaited = unanswered(dossier)
  const pauses = supplements.flatMap(({ asked_at, answered_at }) =>
    asked_at && answered_at && answered_at > asked_at ? [[asked_at, answered_at]] : [],
  )
  const second = secondAsked(dossier)
  return {
    ...(term && { term, unit: term_unit }),
    ...(pauses.length > 0 && { pauses }),
    ...(second && { second }),
    ...(awaited.length > 0 && { awaited: new Date(Math.max(...awaited.map(Number))) }),
  }
}

/**
 * From when a dossier that has not ended is overdue: its deadline and, on top, the time waited for supplements that set none anew, as
 * the end is judged; or the second request for supplements, whatever the deadline.
 */
function overdueOf(dossier: Dossier, dueAt: Date | null): Date | null {
  const made = dueAt && new Date(dueAt.getTime() + waited(dossier, ({ due_after }) => !due_after))
  const all = [made, secondAsked(dossier)].flatMap((at) => at ?? [])
  return all.length > 0 ? new Date(Math.min(...all.map(Number))) : null
}

/** Whether its time runs. Waiting for the applicant stops it, but not for what was overdue before it asked. */
function clockOf(dossier: Dossier, overdueAt: Date | null): 'running' | 'stopped' | null {
  const { status } = dossier
  if (status === 'received' || status === 'processing') return 'running'
  if (status !== 'supplement' && status !== 'fee') return null
  const wasOverdue = status === 'supplement' && overdueAt !== null && unanswered(dossier).some((at) => at >= overdueAt)
  return wasOverdue ? 'running' : 'stopped'
}

/**
 * How electronically it was handled; null where the source tells nothing of it. What is kept of files, fees and persons is
 * only whether there were any.
 */
function electronically(dossier: Dossier) {
  const { status, components, has_digitised, fees, paid_online, results, verified, yields_document } = dossier
  const isTold = components !== undefined || typeof has_digitised === 'boolean'
  const digitised = isTold ? (has_digitised ?? false) || some(components, (each) => each.digitised || each.file) : null
  const hasResult = some(results, (each) => each.file)
  return {
    payment: paymentOf(fees, paid_online),
    digitised,
    reused: isTold ? some(components, (each) => each.reused) : null,
    from_store: isTold ? some(components, (each) => each.from_store) : null,
    shared: isTold ? some(components, (each) => each.from_store) || hasResult : null,
    verified: verified ?? null,
    population: usesPopulationData(dossier),
    yields_document: yields_document ?? null,
    result: results === undefined || !isCompleted(status) ? null : !hasResult ? 'paper' : digitised ? 'both' : 'result',
  }
}

/** By the formula note (766, indicator 4.5) either will do: a verified VNeID account, or data from the population database. */
function usesPopulationData({ verified, databases }: Dossier): boolean | null {
  if (typeof verified !== 'boolean' && databases === undefined) return null
  return (verified ?? false) || some(databases, ({ database }) => database === 'population')
}

/** A dossier whose every fee is 0 bears none. */
function paymentOf(fees: Dossier['fees'], paidOnline: Dossier['paid_online']): string | null {
  if (fees === undefined && typeof paidOnline !== 'boolean') return null
  if (paidOnline) return 'online'
  return some(fees, ({ amount }) => amount) ? 'other' : 'none'
}

function some<T>(items: T[] | undefined, holds: (item: T) => unknown): boolean {
  return items?.some((item) => Boolean(holds(item))) ?? false
}
