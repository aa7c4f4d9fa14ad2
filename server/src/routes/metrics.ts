import {
  countOpenAlerts,
  type Database,
  engineHealth,
  feedHealth,
  feedOverview,
  ledgerPosition,
  type Replicated,
  troubledHosts,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Gateway } from '../realtime/gateway.ts'

/** Prometheus text: the process, the ledger, the walls and every feed. */
export function metricsRoutes(
  app: FastifyInstance,
  database: Database,
  gateway: () => Gateway | undefined,
  replicated?: Pick<Replicated, 'answered'>,
): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, labelNames: string[], collect: (self: Gauge) => unknown) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        await collect(this)
      },
    })

  gauge('ioc_ledger_position', 'Position of the last committed ledger batch', [], async (self) =>
    self.set(await ledgerPosition(database.db)),
  )
  gauge('ioc_walls_connected', 'Browsers connected to this server', [], (self) => self.set(gateway()?.watchers() ?? 0))
  gauge('ioc_feed_silent_seconds', 'Seconds since a feed was last heard', ['feed'], async (self) => {
    const at = new Date()
    for (const { key, lastContactAt } of await feedHealth(database.db, at)) {
      if (lastContactAt) self.set({ feed: key }, (at.getTime() - lastContactAt.getTime()) / 1000)
    }
  })
  gauge('ioc_feed_held_records_24h', 'Records held or rejected in the last 24 hours', ['feed'], async (self) => {
    for (const { key, held } of await feedHealth(database.db, new Date())) self.set({ feed: key }, held)
  })

  gauge('ioc_feed_failures_in_a_row', 'Failed pulls of a feed one after another', ['feed'], async (self) => {
    for (const { key, trouble } of await feedOverview(database.db)) self.set({ feed: key }, trouble?.failures ?? 0)
  })
  gauge(
    'ioc_host_circuit',
    'Hosts that failed and have not answered since: 0 asked all the same, 0.5 being tried, 1 left alone',
    ['host'],
    async (self) => {
      // One that answers again is in no list any more.
      self.reset()
      const values = { closed: 0, half_open: 0.5, open: 1 }
      for (const { host, state } of await troubledHosts(database.db)) self.set({ host }, values[state])
    },
  )

  gauge('ioc_alerts_open', 'Alerts that fire or were acknowledged', ['level'], async (self) => {
    const { open } = await countOpenAlerts(database.db)
    for (const [level, count] of Object.entries(open)) self.set({ level }, count)
  })
  gauge('ioc_alert_rules_late_seconds', 'Seconds the alert rule that is most overdue has waited to be asked', [], async (self) =>
    self.set((await engineHealth(database.db)).lateBy),
  )

  if (replicated)
    gauge('ioc_questions', 'Questions by who answered: the replica, or the primary as it was late or away', ['by'], (self) => {
      for (const [by, count] of Object.entries(replicated.answered)) self.set({ by }, count)
    })

  app.get('/metrics', { config: { permission: 'operations.read' } }, async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}
