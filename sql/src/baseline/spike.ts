/** How far a count stands above what is usual. */
export interface Spike {
  observed: number
  /** The median of the counts it is set against. */
  expected: number
  /** (observed − expected) ÷ the spread of what is usual. */
  z: number
  samples: number
}

/** From the median absolute deviation to a standard deviation, were the counts normal. */
export const NORMAL = 1.4826
export const LEAST_SAMPLES = 4

/**
 * A robust z-score: median and median absolute deviation, so that last week's crisis does not make this week's look usual.
 * The spread is never taken below that of a Poisson count, or three mentions instead of one would be a spike where little is
 * ever said. Null where there is too little to tell what is usual.
 */
export function spikeOf(observed: number, samples: readonly number[]): Spike | null {
  if (samples.length < LEAST_SAMPLES) return null
  const expected = median(samples)
  const spread = Math.max(NORMAL * median(samples.map((sample) => Math.abs(sample - expected))), Math.sqrt(Math.max(expected, 1)))
  return { observed, expected, z: (observed - expected) / spread, samples: samples.length }
}

export interface Part {
  key: string
  observed: number
  usual: number
  /** Its part of everything that is above the usual, 0–1. */
  share: number
}

/** Which values of a dimension make up an excess, the largest first. */
export function partsOfExcess(now: ReadonlyMap<string, number>, samples: readonly ReadonlyMap<string, number>[]): Part[] {
  const parts = [...now].map(([key, observed]) => {
    const usual = samples.reduce((sum, sample) => sum + (sample.get(key) ?? 0), 0) / Math.max(samples.length, 1)
    return { key, observed, usual, excess: Math.max(0, observed - usual) }
  })
  const all = parts.reduce((sum, { excess }) => sum + excess, 0)
  return parts
    .filter(({ excess }) => excess > 0)
    .sort((a, b) => b.excess - a.excess || (a.key < b.key ? -1 : 1))
    .map(({ excess, ...part }) => ({ ...part, share: excess / all }))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
