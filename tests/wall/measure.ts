import type { CDPSession, Page } from 'playwright-core'
import { percentile } from '../bench/support.ts'
import { frameGaps } from '../support/frames.ts'

/** What a page holds after its waste is collected, and how evenly it draws. */
export interface Sample {
  heapMb: number
  nodes: number
  listeners: number
  frameP50Ms: number
  frameP99Ms: number
}

const FRAMES_MS = 5_000

export async function sampleOf(page: Page, session: CDPSession): Promise<Sample> {
  // Twice: what is finalised the first time is freed the second.
  for (let turn = 0; turn < 2; turn++) await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  const gaps = await frameGaps(page, FRAMES_MS)
  return {
    heapMb: of('JSHeapUsedSize') / 2 ** 20,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    frameP50Ms: percentile(gaps, 50),
    frameP99Ms: percentile(gaps, 99),
  }
}

/** Fewer samples tell nothing of growth. */
export const FEWEST = 8

/** By how much of itself a quantity has grown from the first quarter of the samples to the last, each in its median. */
export function growth(samples: Sample[], of: keyof Sample): number {
  const quarter = Math.max(1, Math.floor(samples.length / 4))
  const median = (part: Sample[]) =>
    percentile(
      part.map((sample) => sample[of]),
      50,
    )
  const [early, late] = [samples.slice(0, quarter), samples.slice(-quarter)]
  return median(late) / median(early) - 1
}
