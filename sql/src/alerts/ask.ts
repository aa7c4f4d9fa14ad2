import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { type Db, inBriefTransaction } from '../db.ts'
import { ledgerPosition } from '../ledger/position.ts'
import { feedsOfIndicator } from '../lineage/lineage.ts'
import { momentOf } from '../readings/asked/moment.ts'
import { ALL_FEEDS, ALL_PLANS, findOut, nextLook } from './find-out.ts'
import { inhibit } from './inhibit.ts'
import { type AlertLife, type Conduct, see } from './life.ts'
import { AlertRule, type Severity } from './rule.ts'
import { type Finding, type House, keyOf } from './sight.ts'
import { type AlertChange, forgetAlerts, latestAlerts, type StoredAlert, takeTurn, writeAlerts } from './store.ts'
import { numberOf, parseSubject } from './subject.ts'

const MINUTE_MS = 60_000
/** How often the clock alone asks a rule: what it finds moves without news, though not of all at the same pace. */
const CLOCK_MS: Record<AlertRule['when']['is'], number> = {
  silence: MINUTE_MS / 4,
  threshold: 10 * MINUTE_MS,
  change: 10 * MINUTE_MS,
  absence: 10 * MINUTE_MS,
  forecast: 10 * MINUTE_MS,
  anomaly: 60 * MINUTE_MS,
}
/** How things stand now changes with the clock: what falls due, what grows old. */
const OF_NOW_MS = 3 * MINUTE_MS
/** What can't be asked is tried again ever less often, at least this often. */
const LONGEST_TROUBLE_MS = 600_000
/** So many times in a row is no accident. */
const SEVERE_FAILURES = 3

export interface Watch {
  rule: string
  subject: string
}

/** What came of looking at a watch: another process is at it or has been, it is not its hour, or it was asked. */
export type Outcome = 'busy' | 'idle' | 'asked' | 'failed'

/**
 * Asks a rule of one of its watches, and makes of what it finds what becomes of its alerts, in one transaction under the watch’s lock:
 * of any number of processes one asks, and a process that dies has changed nothing. `news`: nothing is asked that knows as much
 * of the ledger already and whose time has not come. `at` is the database’s clock unless a test says otherwise.
 */
export async function askWatch(
  house: House,
  watch: Watch,
  { news = false, at }: { news?: boolean; at?: Date } = {},
): Promise<Outcome> {
  try {
    return await inBriefTransaction(house.db, (trx) => ask({ ...house, db: trx }, watch, news, at))
  } catch (error) {
    await inBriefTransaction(house.db, (trx) => noteTrouble(trx, watch, error as Error, at))
    return 'failed'
  }
}

async function ask(house: House, watch: Watch, news: boolean, at: Date | undefined): Promise<Outcome> {
  const row = await lock(house.db, watch, at)
  if (!row) return 'busy'
  const { rule, now } = row
  const position = await ledgerPosition(house.db)
  house.shared?.startAt(position)
  // A clock that went back tells nothing new.
  if (row.asked_at && row.now <= row.asked_at) return 'idle'
  const isDue = row.due_at <= now || (news && row.failures === 0 && row.position < position)
  if (!isDue) return 'idle'
  const look = nextLook(house, rule, now)
  if (look > now) {
    await house.db
      .updateTable('alert_watch')
      .set({ due_at: look, position })
      .where('rule', '=', watch.rule)
      .where('subject', '=', watch.subject)
      .execute()
    return 'idle'
  }
  const began = performance.now()
  const known = await latestAlerts(house.db, { rule: watch.rule, watch: watch.subject })
  const held = new Map(
    known.flatMap((each): [string, Severity][] =>
      each.life.status === 'resolved' ? [] : [[keyOf(each.subject, unitOf(each)), each.life.level]],
    ),
  )
  const findings = await findOut(house, rule, watch.subject, momentOf({}, now), held)
  const conduct = { holdMs: 1000 * rule.hold, settleMs: 1000 * rule.settle }
  const ends = await settle(house, watch, { findings, now, conduct, position })
  if (row.failures > 0) await wellAgain(house.db, watch, now, position)
  await house.db
    .updateTable('alert_watch')
    .set({
      position,
      asked_at: now,
      took_ms: Math.round(performance.now() - began),
      due_at: new Date(Math.min(ends, now.getTime() + clockOf(rule, house.registry, watch.subject))),
      error: null,
      failures: 0,
    })
    .where('rule', '=', watch.rule)
    .where('subject', '=', watch.subject)
    .execute()
  return 'asked'
}

function clockOf({ when }: AlertRule, registry: House['registry'], subject: string): number {
  const isOfNow = numberOf(registry, subject)?.period === 'now'
  return when.is === 'threshold' && isOfNow ? OF_NOW_MS : CLOCK_MS[when.is]
}

interface Locked {
  rule: AlertRule
  now: Date
  position: number
  asked_at: Date | null
  due_at: Date
  failures: number
}

/** Takes the watch’s lock; null where another has it, or there is no such watch any more. */
async function lock(db: Db, { rule, subject }: Watch, at: Date | undefined): Promise<Locked | null> {
  const { rows } = await sql<Omit<Locked, 'rule'> & { spec: unknown }>`
    select alert_rule.spec, ${at ?? sql`clock_timestamp()`}::timestamptz as now, position, asked_at, due_at, failures
    from alert_watch join alert_rule on key = rule where rule = ${rule} and subject = ${subject} for update of alert_watch skip locked`.execute(
    db,
  )
  const [row] = rows
  return row ? { ...row, rule: AlertRule.parse(row.spec) } : null
}

/** Takes every alert of a watch one step on, by what was found; answers when the next of them changes without news. */
async function settle(
  { db, registry }: House,
  { rule, subject: watch }: Watch,
  { findings, now, conduct, position }: { findings: Finding[]; now: Date; conduct: Conduct; position: number },
): Promise<number> {
  // One writer at a time: a person may see to an alert meanwhile, and a source that dies or is heard again reaches those of any watch.
  await takeTurn(db)
  const known = await latestAlerts(db, { rule, watch })
  const before = new Map(known.map((each) => [keyOf(each.subject, unitOf(each)), each]))
  const changes: AlertChange[] = []
  const passed: number[] = []
  const ends: number[] = []
  for (const { subject, unit, level, measured, bound } of findings) {
    const old = before.get(keyOf(subject, unit))
    const { life, turns, isAnother } = see(old?.life ?? null, { at: now.getTime(), level }, conduct)
    const id = isAnother ? null : (old?.id ?? null)
    if (!life) {
      if (old) passed.push(old.id)
      continue
    }
    ends.push(...endsOf(life, conduct))
    if (isAnother || (old && isOtherwise(old, { life, measured, bound, turns })))
      changes.push({
        id,
        subject,
        unitId: unit?.id ?? null,
        domain: null,
        feeds: feedsOf(subject),
        life,
        measured,
        bound,
        turns,
      })
  }
  if (changes.some(({ id }) => id === null)) {
    const [domain, feeds] = await restsOn(db, registry, watch)
    for (const change of changes) Object.assign(change, { domain, feeds: [...change.feeds, ...feeds] })
  }
  await forgetAlerts(db, passed)
  await writeAlerts(db, { rule, watch }, changes, position)
  // What explains what is otherwise only where an alert is.
  if (changes.length > 0) await inhibit(db, now, position)
  return Math.min(...ends)
}

/** An alert that is over stays as it was; of one that is open the value is kept as it is now. */
function isOtherwise(
  old: StoredAlert,
  { life, measured, bound, turns }: Pick<AlertChange, 'life' | 'measured' | 'bound' | 'turns'>,
) {
  if (turns.length > 0) return true
  if (life.status === 'resolved') return false
  return measured !== old.measured || bound !== old.bound || !isDeepStrictEqual(life, old.life)
}

const unitOf = ({ unitId }: Pick<StoredAlert, 'unitId'>) => (unitId === null ? null : { id: unitId })

/** When something happens without news: what is pending has been so for long enough, what is well again too. */
function endsOf({ status, since, clearSince, blindSince }: AlertLife, { holdMs, settleMs }: Conduct): number[] {
  if (blindSince !== null) return []
  return [...(status === 'pending' ? [since + holdMs] : []), ...(clearSince !== null ? [clearSince + settleMs] : [])]
}

function feedsOf(text: string): string[] {
  const subject = parseSubject(text)
  return subject.kind === 'feed' ? [subject.id] : []
}

/** The domain a watch is of and the sources its number rests on. */
async function restsOn(db: Db, registry: House['registry'], watch: string): Promise<[string | null, string[]]> {
  if (watch === ALL_FEEDS || watch === ALL_PLANS) return [null, []]
  const indicator = numberOf(registry, watch)
  if (!indicator) return [null, []]
  return [indicator.id.split('.')[0] as string, (await feedsOfIndicator(db, indicator)).map(({ feed }) => feed)]
}

/** A rule that can't be asked is itself an alert: nobody may take its silence for good news. */
async function noteTrouble(db: Db, watch: Watch, error: Error, at: Date | undefined): Promise<void> {
  const row = await lock(db, watch, at)
  if (!row) return
  const failures = row.failures + 1
  const wait = Math.min(LONGEST_TROUBLE_MS, MINUTE_MS * failures)
  await db
    .updateTable('alert_watch')
    .set({ error: error.message.slice(0, 2_000), failures, due_at: new Date(row.now.getTime() + wait), asked_at: row.now })
    .where('rule', '=', watch.rule)
    .where('subject', '=', watch.subject)
    .execute()
  await judgeRule(db, watch, row.now, failures >= SEVERE_FAILURES ? 'critical' : 'warn', -1)
}

const wellAgain = (db: Db, watch: Watch, now: Date, position: number) => judgeRule(db, watch, now, 'good', position)

async function judgeRule(db: Db, { rule, subject }: Watch, now: Date, level: Finding['level'], position: number): Promise<void> {
  await takeTurn(db)
  const about = `rule:${subject}`
  const [old] = (await latestAlerts(db, { rule, watch: 'rule' })).filter((each) => each.subject === about)
  const { life, turns, isAnother } = see(old?.life ?? null, { at: now.getTime(), level }, { holdMs: 0, settleMs: 0 })
  if (!life || turns.length === 0) return
  const change = { subject: about, unitId: null, domain: null, feeds: [], life, measured: null, bound: null, turns }
  await writeAlerts(db, { rule, watch: 'rule' }, [{ id: isAnother ? null : (old?.id ?? null), ...change }], position)
}
