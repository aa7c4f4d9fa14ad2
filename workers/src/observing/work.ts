import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
import type { WorkDone } from '@ioc/sql'
import { Counter, Histogram, type LabelValues, type Registry } from 'prom-client'

const SLICE_MS = 10_000
const SLICES = 6
const US = 1_000
/** Seconds: from what is quick to what nobody waits for. */
const BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60]

interface Slice {
  number: number
  took: RecordableHistogram
  count: number
  failed: number
}

/** One kind of work of this process: how long it takes and how often it fails, since it began for Prometheus and of the last minute for people. */
export class Work {
  readonly #took: Histogram
  readonly #failures: Counter
  #slices: Slice[] = []

  /** `name`: of one, as in ioc_<name>_seconds; `what`: of many, in a sentence. */
  constructor(registry: Registry, name: string, what: string, labelNames: string[] = []) {
    const registers = [registry]
    this.#took = new Histogram({
      name: `ioc_${name}_seconds`,
      help: `How long ${what} took`,
      labelNames,
      registers,
      buckets: BUCKETS,
    })
    this.#failures = new Counter({
      name: `ioc_${name}_failures_total`,
      help: `How many of ${what} failed`,
      labelNames,
      registers,
    })
  }

  done(ms: number, failed: boolean, labels: LabelValues<string> = {}): void {
    this.#took.observe(labels, ms / 1_000)
    this.#failures.inc(labels, failed ? 1 : 0)
    const slice = this.#slice(Math.floor(performance.now() / SLICE_MS))
    slice.took.record(Math.max(1, Math.round(ms * US)))
    slice.count++
    if (failed) slice.failed++
  }

  lastMinute(): WorkDone {
    const now = Math.floor(performance.now() / SLICE_MS)
    const recent = this.#slices.filter(({ number }) => number > now - SLICES)
    const all = createHistogram()
    for (const { took } of recent) all.add(took)
    const sum = (of: 'count' | 'failed') => recent.reduce((total, slice) => total + slice[of], 0)
    const at = (percent: number) => (all.count > 0 ? all.percentile(percent) / US : null)
    return { count: sum('count'), failed: sum('failed'), p50: at(50), p95: at(95), p99: at(99) }
  }

  #slice(number: number): Slice {
    const last = this.#slices.at(-1)
    if (last?.number === number) return last
    const next = { number, took: createHistogram(), count: 0, failed: 0 }
    this.#slices = [...this.#slices.filter((slice) => slice.number > number - SLICES), next]
    return next
  }
}
