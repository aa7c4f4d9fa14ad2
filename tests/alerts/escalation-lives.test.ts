import {
  acknowledgeAlerts,
  advanceEscalations,
  composeMessages,
  type Database,
  findAlerts,
  followAlerts,
  type House,
  handOver,
  usableChannels,
} from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askAll, onlyRules } from '../support/alerts.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { dispatch, PLAN } from '../support/escalation.ts'
import { heard } from '../support/sources.ts'

// A hundred communes whose alerts come, grow worse, are seen to, end and come back at random, while those who carry the news do their
// steps in any order, twice, not at all, or die in the middle of one, by clocks that jump. Whatever happens, nobody who has to know
// is left out and nobody is told the same twice.

const MINUTE = 60_000
/** A Monday, at 9:00 in Hanoi. */
const MONDAY = Date.parse('2026-11-16T02:00:00Z')
const STEPS = ['follow', 'handOver', 'advance', 'compose'] as const
/** Lives are random for each commune; each run tells of some hundred. */
const RUNS = Number(process.env.ESCALATIONS ?? 3)
const MOST = 8
const ROLES = ['specialist', 'deputy_director', 'director'] as const

type Act =
  | { is: 'data'; seed: number }
  | { is: 'seen'; seed: number }
  | { is: 'clock'; minutes: number }
  | { is: 'carry'; step: (typeof STEPS)[number]; dies: boolean }

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ is: fc.constant('data' as const), seed: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('seen' as const), seed: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant('clock' as const), minutes: fc.constantFrom(1, 5, 20, 60, 300, 1_500, -30) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ is: fc.constant('carry' as const), step: fc.constantFrom(...STEPS), dies: fc.boolean() }),
  },
)

const RULE = {
  id: 'overdue',
  title: { vi: 'Hồ sơ quá hạn', en: 'Overdue dossiers' },
  indicators: ['dossiers.overdue'],
  kinds: ['commune'],
  when: { is: 'threshold' as const, levels: { watch: 1, warn: 3, critical: 6 } },
}

test('whatever the order of events, clocks and deaths, everybody who has to know is told, and nobody twice', async () => {
  let told = 0
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 45 }), async (acts) => {
      const database = await hungYen()
      const house = await onlyRules(database, RULE)
      await database.pool.query(
        `insert into contact (key, name, unit_id, role)
         select unit.key || '-' || role, unit.key, unit.id, role from unit, unnest($1::text[]) role
         where kind = 'commune' and valid_from = '2025-07-01'`,
        [ROLES],
      )
      const last = await live(database, house, acts)
      // In the end all die no more, and the clock goes on: working days, and every chain to its end.
      for (const days of [0.01, 1, 2, 4, 8, 14, 20]) await dispatch(house, new Date(last + days * 1_440 * MINUTE))
      await holds(database)
      told += (await database.pool.query('select from message')).rowCount ?? 0
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
  // Or nothing was tried.
  expect(told).toBeGreaterThan(0)
}, 600_000)

async function live(database: Database, house: House, acts: Act[]): Promise<number> {
  const { db } = database
  const ways = await usableChannels(db)
  let now = MONDAY
  let latest = now
  for (const each of acts) {
    latest = Math.max(latest, now)
    const at = new Date(now)
    if (each.is === 'clock') now += each.minutes * MINUTE
    else if (each.is === 'data') {
      await tell(database, each.seed, at)
      await askAll(house, at)
    } else if (each.is === 'seen') {
      const firing = await findAlerts(db, { status: ['firing'], limit: 1_000 })
      const some = firing.filter(({ id }) => (id * 7 + each.seed) % 3 === 0).map(({ id }) => id)
      if (some.length > 0) await acknowledgeAlerts(db, some, { by: 'Lan' })
    } else await carry(house, ways, each, at)
  }
  return Math.max(latest, now)
}

/** One step of whoever carries the news; one that dies has done all of it and leaves nothing. */
async function carry(house: House, ways: Awaited<ReturnType<typeof usableChannels>>, each: Act & { is: 'carry' }, at: Date) {
  const steps = {
    follow: (here: House) => followAlerts(here.db, PLAN),
    handOver: (here: House) => handOver(here.db, ways, at),
    advance: (here: House) => advanceEscalations(here, PLAN, ways, at),
    compose: (here: House) => composeMessages(here, PLAN, at),
  }
  const step = steps[each.step]
  if (!each.dies) return void (await step(house))
  const died = new Error('killed')
  await house.db
    .transaction()
    .execute(async (trx) => {
      await step({ ...house, db: trx })
      throw died
    })
    .catch((error) => {
      if (error !== died) throw error
    })
}

let version = 0
/** To every commune a number of its own. */
async function tell(database: Database, seed: number, at: Date): Promise<void> {
  const run = await openRun(database, 'dossiers-sim')
  version++
  const communes = (await database.pool.query("select id from unit where kind = 'commune' and valid_from = '2025-07-01'")).rows
  const told = communes.flatMap(({ id: unit }) => {
    const count = [0, 0, 2, 4, 7][(seed + unit * 31 + ((seed >> 3) ^ unit)) % 5] ?? 0
    return Array.from({ length: MOST }, (_, n) => dossier({ id: `${unit} ${n}`, version, unit, finished: n < count ? null : 20 }))
  })
  await commit(database, run, told)
  await heard(database, new Date(at.getTime() + version))
}

async function holds({ pool }: Database): Promise<void> {
  const none = async (what: string, query: string) =>
    expect([what, (await pool.query(query)).rows.slice(0, 3)]).toEqual([what, []])
  await none(
    'an alert that fires and nobody has seen to is on its way up',
    `select alert.id from alert where status = 'firing' and not flapping
     and not exists (select from escalation where alert_id = alert.id and ended_at is null)`,
  )
  await none(
    'and as what it has become',
    `select alert.id, alert.level, escalation.level from alert join escalation on alert_id = alert.id and ended_at is null
     where status = 'firing' and not flapping
       and array_position(array['watch', 'warn', 'critical'], alert.level) > array_position(array['watch', 'warn', 'critical'], escalation.level)`,
  )
  await none(
    'what is seen to or over is carried no further',
    `select alert.id, status from alert join escalation on alert_id = alert.id
     where status in ('acknowledged', 'resolved') and not flapping and ended_at is null`,
  )
  await none(
    'steps are taken one after the other, none left out',
    `select escalation_id from escalation_step group by 1 having count(*) <> max(step) + 1`,
  )
  await none(
    'what goes up reaches the end of its chain',
    `select escalation.id, step from escalation join alert on alert.id = alert_id
     where ended_at is null and status = 'firing' and not flapping and due_at is not null`,
  )
  await none(
    'everybody looked for is told, or was spared because it was over or seen to',
    `select id, cause from notification where message_id is null and dropped is null`,
  )
  await none(
    'nobody is told the same of one rise twice',
    `select split_part(cause, '/', 1), contact from notification where kind in ('told', 'escalated')
     group by 1, contact, channel having count(*) > 1`,
  )
  await none(
    'who was told is told once that it is over',
    `select alert_id, contact, cause from notification where kind = 'ended' group by alert_id, contact, channel, cause having count(*) > 1`,
  )
  await none(
    'nobody is told of the end of what they never heard of',
    `select id from notification ended where kind = 'ended' and message_id is not null and not exists (
       select from notification told where told.alert_id = ended.alert_id and told.contact = ended.contact and told.message_id is not null
       and told.kind in ('told', 'escalated'))`,
  )
}
