import { keyOf, Random } from '../../../src/pack/random.ts'
import { INDICES } from '../items.ts'

/** One line of a published result. */
export interface Result {
  /** The code it is printed under: PCI, PCI.3. */
  code: string
  label: string
  score: number
  scale: number
  rank: number | null
}

interface Shape {
  code: string
  /** The most each part can have, or the whole where it is not the sum of its parts. */
  scale: number
  /** The part of the scale a middling province reaches. */
  usual: number
  /** Whether the score of the whole is the sum of its parts', and whether parts are ranked too. */
  sums: boolean
  ranksParts: boolean
  /** Day and month it is published on, the year after. */
  published: string
}

const SHAPES: Record<string, Shape> = {
  dti: { code: 'DTI', scale: 1000, usual: 0.66, sums: true, ranksParts: true, published: '05-20' },
  par_index: { code: 'PAR', scale: 100, usual: 0.88, sums: false, ranksParts: false, published: '04-18' },
  sipas: { code: 'SIPAS', scale: 100, usual: 0.83, sums: false, ranksParts: false, published: '04-18' },
  papi: { code: 'PAPI', scale: 80, usual: 0.53, sums: true, ranksParts: false, published: '04-10' },
  pci: { code: 'PCI', scale: 100, usual: 0.66, sums: false, ranksParts: false, published: '05-06' },
}

/** Points the parts of DTI can have, where the others share alike. */
const DTI_POINTS: Record<string, number> = { government: 200, economy: 150, society: 150 }

export const INDEX_KEYS = Object.keys(SHAPES)

export function publishedOn(index: string, edition: number): string {
  return `${edition + 1}-${(SHAPES[index] as Shape).published}`
}

/** What a unit was given in an edition among so many; better by a little most years, now and then worse. */
export function resultsOf(index: string, edition: number, unit: string, ranked: number, seed: number): Result[] {
  const shape = SHAPES[index] as Shape
  const { title, parts } = INDICES[index] as (typeof INDICES)[string]
  const standing = standingOf(index, unit, edition, seed)
  const rankOf = (better: number) => Math.min(ranked, Math.max(1, Math.round(1 + (1 - better) * (ranked - 1))))
  const keys = Object.keys(parts)
  const lines = keys.map((key, place): Result => {
    const scale = index === 'dti' ? (DTI_POINTS[key] ?? 100) : 10
    const better = clamp(standing + new Random(seed, keyOf(`${index}/${key}`), keyOf(unit), edition).between(-0.18, 0.18))
    return {
      code: `${shape.code}.${place + 1}`,
      label: parts[key]?.vi ?? key,
      score: round(scale * clamp(shape.usual + (better - 0.5) * 0.3)),
      scale,
      rank: shape.ranksParts ? rankOf(better) : null,
    }
  })
  const sum = round(lines.reduce((total, { score }) => total + score, 0))
  const whole: Result = {
    code: shape.code,
    label: title.vi,
    score: shape.sums ? sum : round(shape.scale * clamp(shape.usual + (standing - 0.5) * 0.14)),
    scale: shape.scale,
    rank: rankOf(standing),
  }
  return [whole, ...lines]
}

/** Where a unit stands among the others, 0 the last and 1 the first. */
function standingOf(index: string, unit: string, edition: number, seed: number): number {
  const start = new Random(seed, keyOf(index), keyOf(unit)).between(0.35, 0.7)
  let standing = start
  for (let year = 2020; year <= edition; year++) {
    standing += new Random(seed, keyOf(index), keyOf(unit), year).between(-0.06, 0.1)
  }
  return clamp(standing)
}

function clamp(value: number): number {
  return Math.min(0.97, Math.max(0.03, value))
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
