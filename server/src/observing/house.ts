import {
  countOpenAlerts,
  type Database,
  engineHealth,
  feedHealth,
  feedOverview,
  heardProcesses,
  ledgerPosition,
  troubledHosts,
  writingNow,
} from '@ioc/sql'
import type { JobQueue } from '@ioc/workers/jobs'
import { Gauge, Registry } from 'prom-client'
import { depthOf } from './depth.ts'

/** What is true of the house, whichever server is asked: the ledger, the queue, the feeds, the alerts. */
export function houseMetrics({ db }: Database, queue: JobQueue): Registry {
  const registry = new Registry()
  const gauge = (name: string, help: string, labelNames: string[], collect: (self: Gauge) => unknown) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        // What is no more is told no more.
        this.reset()
        await collect(this)
      },
    })

  gauge(
    'ioc_process_silent_seconds',
    'Seconds since a process was last heard, for an hour',
    ['process', 'kind'],
    async (self) => {
      for (const { id, kind, silentMs } of await heardProcesses(db)) self.set({ process: id, kind }, silentMs / 1_000)
    },
  )
  gauge('ioc_ledger_position', 'Position of the last committed ledger batch', [], async (self) =>
    self.set(await ledgerPosition(db)),
  )
  gauge('ioc_ledger_writers', 'Transactions that write to the ledger, or wait for its lock', ['state'], async (self) => {
    const { writing, waiting } = await writingNow(db)
    self.set({ state: 'writing' }, writing)
    self.set({ state: 'waiting' }, waiting)
  })
  gauge('ioc_ledger_uncommitted_seconds', 'Seconds since the oldest of them began', [], async (self) =>
    self.set((await writingNow(db)).ms / 1_000),
  )
  gauge(
    'ioc_queue_jobs',
    'Jobs by lane: waiting, active (in hand), delayed (their time has not come)',
    ['lane', 'state'],
    async (self) => {
      for (const { lane, depth } of await depthOf(queue))
        for (const state of ['waiting', 'active', 'delayed'] as const) if (depth) self.set({ lane, state }, depth[state])
    },
  )
  gauge(
    'ioc_queue_oldest_seconds',
    'For how long the next job of a lane has waited; 0 where none waits',
    ['lane'],
    async (self) => {
      for (const { lane, depth } of await depthOf(queue)) if (depth) self.set({ lane }, (depth.waitedMs ?? 0) / 1_000)
    },
  )
  gauge('ioc_feed_silent_seconds', 'Seconds since a feed was last heard', ['feed'], async (self) => {
    const at = new Date()
    for (const { key, lastContactAt } of await feedHealth(db, at)) {
      if (lastContactAt) self.set({ feed: key }, (at.getTime() - lastContactAt.getTime()) / 1000)
    }
  })
  gauge('ioc_feed_held_records_24h', 'Records held or rejected in the last 24 hours', ['feed'], async (self) => {
    for (const { key, held } of await feedHealth(db, new Date())) self.set({ feed: key }, held)
  })
  gauge('ioc_feed_failures_in_a_row', 'Failed pulls of a feed one after another', ['feed'], async (self) => {
    for (const { key, trouble } of await feedOverview(db)) self.set({ feed: key }, trouble?.failures ?? 0)
  })
  gauge(
    'ioc_host_circuit',
    'Hosts that failed and have not answered since: 0 asked all the same, 0.5 being tried, 1 left alone',
    ['host'],
    async (self) => {
      const values = { closed: 0, half_open: 0.5, open: 1 }
      for (const { host, state } of await troubledHosts(db)) self.set({ host }, values[state])
    },
  )
  gauge('ioc_alerts_open', 'Alerts that fire or were acknowledged', ['level'], async (self) => {
    const { open } = await countOpenAlerts(db)
    for (const [level, count] of Object.entries(open)) self.set({ level }, count)
  })
  gauge('ioc_alert_rules_late_seconds', 'Seconds the alert rule that is most overdue has waited to be asked', [], async (self) =>
    self.set((await engineHealth(db)).lateBy),
  )
  return registry
}
