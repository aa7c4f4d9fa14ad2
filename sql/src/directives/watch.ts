import { isTold } from '../alerts/conditions/threshold.ts'
import type { House } from '../alerts/sight.ts'
import { numberOf } from '../alerts/subject.ts'
import { inBriefTransaction } from '../db.ts'
import type { EscalationPlan } from '../escalation/plan.ts'
import { momentOf } from '../readings/asked/moment.ts'
import { readByUnit } from '../readings/by-unit.ts'
import { type Condition, isMet } from './directive.ts'
import type { DirectiveEvent } from './life.ts'
import { keepEvents, nextLook, type StoredDirective, takeDue } from './store.ts'
import { tellOf } from './tell.ts'

/** After it was closed, a number is watched for so long. */
const RELAPSE_DAYS = 90
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Who has not explained after so many working hours more is told of to whoever stands above. */
const ANSWER_HOURS = 8
/** First whoever heads the unit hears of it, then whoever stands above the units. */
const MOST_UNANSWERED = 2

interface Seen {
  measured: number | null
  isMet: boolean | null
}

interface Sight {
  now: Date
  seen: Seen
}

const UNTOLD: Seen = { measured: null, isMet: null }

type Office = Pick<House, 'db' | 'calendar' | 'units' | 'registry' | 'province'>

/**
 * Looks at what is due of directives: whether the number has recovered, whether the unit has explained, whether its time is over, and whether one
 * that was closed has fallen back. Each under its lock, by whichever process. Answers how many were looked at.
 */
export async function watchDirectives(house: Office, plan: EscalationPlan, at?: Date): Promise<number> {
  for (let looked = 0; ; looked++) if (!(await watchNext(house, plan, at ?? new Date()))) return looked
}

async function watchNext(house: Office, plan: EscalationPlan, now: Date): Promise<boolean> {
  return inBriefTransaction(house.db, async (trx) => {
    const directive = await takeDue(trx, now)
    if (!directive) return false
    const seen = directive.condition ? await look(house, directive.condition, now) : UNTOLD
    const here = { ...house, db: trx }
    if (directive.life.status === 'closed') await watchClosed(here, plan, directive, { now, seen })
    else await watchOpen(here, plan, directive, { now, seen })
    return true
  })
}

async function watchOpen(house: Office, plan: EscalationPlan, directive: StoredDirective, { now, seen }: Sight): Promise<void> {
  const { db, calendar, province } = house
  const { condition, life, unitId } = directive
  const at = now.toISOString()
  const events: DirectiveEvent[] = []
  let looksAt: Date | null = null
  if (condition) {
    const seenAt = await lastLook(house, directive.id)
    const isDue = seenAt === null || now.getTime() - seenAt.getTime() >= condition.everyHours * HOUR_MS
    if (isDue) events.push({ kind: 'looked', at, ...seen })
    looksAt = new Date((isDue ? now : (seenAt as Date)).getTime() + condition.everyHours * HOUR_MS)
  }
  let { explainBy } = directive
  const above = { unitId: province.unitId, role: 'vice_chair' }
  if (explainBy && explainBy <= now) {
    const to = life.unanswered === 0 ? { unitId, role: 'director' } : above
    events.push({ kind: 'unanswered', at, told: to.role })
    await tellOf(db, plan, directive, 'unanswered', [to])
    explainBy = life.unanswered + 1 < MOST_UNANSWERED ? calendar.addWorkingHours(now, ANSWER_HOURS) : null
  }
  if (!life.isOverdueTold && new Date(life.dueAt) <= now) {
    events.push({ kind: 'overdue', at, told: above.role })
    await tellOf(db, plan, directive, 'overdue', [{ unitId }, { unitId, role: 'director' }, above])
  }
  const isOverdueTold = life.isOverdueTold || events.some(({ kind }) => kind === 'overdue')
  const lookAt = nextLook({ dueAt: life.dueAt, isOverdueTold }, { looksAt, explainBy })
  await keepEvents(db, directive, events, { explainBy, lookAt })
}

/** The same directive is open again, for as many working days as it had. */
async function watchClosed(house: Office, plan: EscalationPlan, directive: StoredDirective, { now, seen }: Sight): Promise<void> {
  const { db, calendar } = house
  const { condition, life, unitId, workingDays } = directive
  if (!condition) return void (await keepEvents(db, directive, [], { explainBy: null, lookAt: null }))
  const { measured, isMet } = seen
  const later = new Date(now.getTime() + condition.everyHours * HOUR_MS)
  if (measured === null || isMet !== false) {
    const isWatched = now.getTime() - Date.parse(life.closedAt as string) < RELAPSE_DAYS * DAY_MS
    await keepEvents(db, directive, [], { explainBy: null, lookAt: isWatched ? later : null })
    return
  }
  const dueAt = calendar.addWorkingDays(now, workingDays)
  const explainBy = calendar.addWorkingHours(now, ANSWER_HOURS)
  const relapsed: DirectiveEvent = { kind: 'relapsed', at: now.toISOString(), measured, dueAt: dueAt.toISOString() }
  const after = await keepEvents(db, directive, [relapsed], { explainBy, lookAt: explainBy < later ? explainBy : later })
  await tellOf(db, plan, { ...directive, life: after }, 'relapsed', [{ unitId }, { unitId, role: 'director' }])
}

/** Outside of the directive’s own transaction: what can’t be read is not seen, and keeps no other directive waiting. */
async function look({ db, units, registry }: Office, condition: Condition, now: Date): Promise<Seen> {
  const indicator = numberOf(registry, condition.indicator)
  if (!indicator) return UNTOLD
  const read = async () => readByUnit(db, units, indicator, [units.find(condition.unit)], momentOf({}, now))
  const [value] = await read().catch(() => [])
  const measured = value && isTold(value) ? value.weighed : null
  return measured === null ? UNTOLD : { measured, isMet: isMet(condition, measured) }
}

async function lastLook({ db }: Office, id: number): Promise<Date | null> {
  const row = await db
    .selectFrom('directive_event')
    .select('at')
    .where('directive_id', '=', id)
    .where((where) => where(where.ref('event', '->>').key('kind'), '=', 'looked'))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}
