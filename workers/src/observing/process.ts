import { hostname } from 'node:os'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'
import {
  BEAT_EVERY_MS,
  type Db,
  forgetProcess,
  noteBeat,
  type ProcessFigures,
  type ProcessKind,
  seeingAll,
  slowOfProcess,
} from '@ioc/sql'
import type pg from 'pg'
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client'
import type { Work } from './work.ts'

const NS = 1e6
const LOOK_EVERY_MS = 20

/** What is known of the process by those who work in it; the rest it measures by itself. */
export interface Known {
  kind: ProcessKind
  /** Its pools, as one. */
  pools: pg.Pool[]
  work: Record<string, Work>
  more(): Promise<Partial<Pick<ProcessFigures, 'places' | 'walls' | 'unheard'>>>
}

/**
 * Says every ten seconds, in the database, how this process is: there every server reads of all, for the page of operations and for
 * Prometheus. So workers open no port, and whoever scrapes asks one server, through a proxy or not.
 */
export class ObservedProcess {
  readonly registry: Registry
  readonly id: string
  readonly #db: Db
  readonly #known: Known
  readonly #startedAt = new Date(Date.now() - performance.now())
  readonly #delay = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS })
  #utilization = performance.eventLoopUtilization()
  #timer: NodeJS.Timeout | undefined
  #beating: Promise<void> = Promise.resolve()

  constructor(db: Db, registry: Registry, known: Known) {
    this.#db = db
    this.#known = known
    this.registry = registry
    this.id = `${known.kind}@${hostname()}:${process.pid}`
    registry.setDefaultLabels({ process: this.id })
    measureProcess(registry, () => this.#connections())
    this.#delay.enable()
  }

  start(onError: (error: unknown) => void): void {
    let isBeating = false
    const beat = async () => {
      // While the database is away nothing piles up for it.
      if (isBeating) return
      isBeating = true
      await this.beat().catch(onError)
      isBeating = false
    }
    this.#timer = setInterval(() => void beat(), BEAT_EVERY_MS)
    void beat()
  }

  /** One after the other: an older word never follows a newer one. */
  beat(): Promise<void> {
    this.#beating = this.#beating.catch(() => {}).then(() => seeingAll(() => this.#say()))
    return this.#beating
  }

  async #say(): Promise<void> {
    const { kind, work, more } = this.#known
    const used = performance.eventLoopUtilization(this.#utilization)
    this.#utilization = performance.eventLoopUtilization()
    const late = this.#delay.percentile(99) / NS - LOOK_EVERY_MS
    this.#delay.reset()
    const { rss, heapUsed } = process.memoryUsage()
    const figures: ProcessFigures = {
      work: Object.fromEntries(Object.entries(work).map(([name, each]) => [name, each.lastMinute()])),
      loop: { p99: Number.isFinite(late) ? Math.max(0, late) : 0, busy: used.utilization },
      memory: { rss, heap: heapUsed, mostHeap: getHeapStatistics().heap_size_limit },
      connections: this.#connections(),
      places: null,
      walls: null,
      unheard: null,
      ...(await more()),
    }
    const metrics = await this.registry.getMetricsAsJSON()
    await noteBeat(this.#db, { id: this.id, kind, startedAt: this.#startedAt, figures, metrics, slow: slowOfProcess() })
  }

  #connections(): ProcessFigures['connections'] {
    const sum = (of: (pool: pg.Pool) => number) => this.#known.pools.reduce((total, pool) => total + of(pool), 0)
    return {
      busy: sum(({ totalCount, idleCount }) => totalCount - idleCount),
      waiting: sum(({ waitingCount }) => waitingCount),
      most: sum(({ options }) => options.max),
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#delay.disable()
    await this.#beating.catch(() => {})
    await seeingAll(() => forgetProcess(this.#db, this.id)).catch(() => {})
    this.registry.clear()
  }
}

/** What every process tells Prometheus: itself, as Node knows it, and its connections. */
export function measureProcess(registry: Registry, connections: () => ProcessFigures['connections']): void {
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'ioc_database_connections',
    help: 'Connections of this process to the database: in use, asked for and not had, at most',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(connections())) this.set({ state }, count)
    },
  })
}
