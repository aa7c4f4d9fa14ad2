import type { Database } from '@ioc/sql'
import { Counter, Gauge, Registry } from 'prom-client'
import { ended, stored, worked } from './happened.ts'
import { ObservedProcess } from './process.ts'
import { Work } from './work.ts'

interface Places {
  busy(): number
  most: number
}

/** What Prometheus is told of a worker. */
export function workerMetrics(places: Places) {
  const registry = new Registry()
  const jobs = new Work(registry, 'job', 'jobs', ['job', 'lane'])
  const batches = new Work(registry, 'batch', 'batches, from staged to committed,')
  const registers = [registry]
  const records = new Counter({ name: 'ioc_records_total', help: 'Records read, whatever became of them', registers })
  const runs = new Counter({ name: 'ioc_runs_total', help: 'Runs by how they ended', labelNames: ['status'], registers })
  new Gauge({
    name: 'ioc_places_busy',
    help: 'Jobs in hand',
    registers,
    collect() {
      this.set(places.busy())
    },
  })
  return { registry, work: { jobs, batches }, records, runs }
}

/** A worker process, observed: its jobs, what it stores, how its runs end. */
export function observeWorkers(database: Database, places: Places): ObservedProcess {
  const { registry, work, records, runs } = workerMetrics(places)
  const { jobs, batches } = work
  worked.hear(({ job, lane, ms, failed }) => jobs.done(ms, failed, { job, lane }))
  stored.hear(({ records: read, ms, isStored }) => {
    batches.done(ms, !isStored)
    if (isStored) records.inc(read)
  })
  ended.hear(({ status }) => runs.inc({ status }))
  return new ObservedProcess(database.db, registry, {
    kind: 'workers',
    pools: [database.pool],
    work,
    more: async () => ({ places: { busy: places.busy(), most: places.most } }),
  })
}
