import { setTimeout as pause } from 'node:timers/promises'
import { childOf, told } from '../children.ts'
import { median, percentile, round } from '../support.ts'

const SCREENS = Number(process.env.BENCH_SCREENS ?? 1_000)
const ROUNDS = 200
const PAIRS = 5
const PACED = 25
const PACE_MS = 200

type Kind = 'ours' | 'ws'

/**
 * A tile's news to a thousand screens: as the gateway sends it ÷ the same frame by bare WebSockets (ws), each server a process, the screens
 * another, in pairs. `throughput`: deliveries a second, a round once all have the last; `processor`: the same by processor time of the server
 * alone, which hardly minds what else runs (G6). `p99`: how long until the slowest of a hundred screens has it, five rounds a second (G7).
 */
export async function fanout() {
  const pairs: Record<Kind, Measured>[] = []
  for (let pair = 0; pair < PAIRS; pair++) pairs.push({ ours: await measure('ours'), ws: await measure('ws') })
  const ratio = (of: (measured: Measured) => number) => round(median(pairs.map(({ ours, ws }) => of(ours) / of(ws))))
  const each = (kind: Kind) => {
    const of = (pick: (measured: Measured) => number) => median(pairs.map((pair) => pick(pair[kind])))
    return {
      a_second: Math.round(of(({ perSecond }) => perSecond)),
      cpu_us: round(
        of(({ cpuUs }) => cpuUs),
        1,
      ),
      p50_ms: round(
        of(({ p50 }) => p50),
        1,
      ),
      p99_ms: round(
        of(({ p99 }) => p99),
        1,
      ),
      rss_mb: Math.round(of(({ rss }) => rss) / 2 ** 20),
    }
  }
  return {
    screens: SCREENS,
    throughput: ratio(({ perSecond }) => perSecond),
    processor: round(1 / ratio(({ cpuUs }) => cpuUs)),
    p99: ratio(({ p99 }) => p99),
    ours: each('ours'),
    ws: each('ws'),
  }
}

interface Measured {
  perSecond: number
  /** Of the server, a delivery. */
  cpuUs: number
  p50: number
  p99: number
  rss: number
}

async function measure(kind: Kind): Promise<Measured> {
  const server = childOf(new URL('./server.ts', import.meta.url), [kind])
  const { port } = await told<{ port: number }>(server)
  const clients = childOf(new URL('./clients.ts', import.meta.url), [String(port), String(SCREENS), kind])
  try {
    await told(clients)
    const oneRound = async () => {
      server.send('send')
      return (await told<{ took: number[] }>(clients)).took
    }
    for (let warm = 0; warm < 20; warm++) await oneRound()
    server.send('count from here')
    const began = performance.now()
    for (let n = 0; n < ROUNDS; n++) await oneRound()
    const seconds = (performance.now() - began) / 1_000
    server.send('spent')
    const { cpuUs, rss } = await told<{ cpuUs: number; rss: number }>(server)
    const paced: number[] = []
    for (let n = 0; n < PACED; n++) {
      paced.push(...(await oneRound()))
      await pause(PACE_MS)
    }
    const deliveries = ROUNDS * SCREENS
    return {
      perSecond: deliveries / seconds,
      cpuUs: cpuUs / deliveries,
      p50: median(paced) / 1_000,
      p99: percentile(paced, 99) / 1_000,
      rss,
    }
  } finally {
    clients.disconnect()
    server.disconnect()
  }
}
