import type { TileOf } from '@ioc/server/contract'
import type { Size } from '../../ui/use-size.ts'

type Scorecard = TileOf<'scorecard'>
type Edition = Scorecard['lines'][number]['editions'][number]

export type Movement =
  | { kind: 'up' | 'down'; count: number; year: number }
  | { kind: 'same'; year: number }
  | { kind: 'better' | 'worse'; points: number; year: number }
  /** The edition before ranked another number of units: a place among them is no better or worse place. */
  | { kind: 'apart'; rank: number; ranked: number; year: number }
  /** The unit's first edition. */
  | { kind: 'first' }

/** Against the edition before: by place among as many, by score where nobody is ranked. */
export function movementOf({ newest, before }: Pick<Scorecard, 'newest' | 'before'>): Movement | null {
  if (!newest) return null
  if (!before) return { kind: 'first' }
  const year = before.edition
  const [now, then] = [newest.rank.value, before.rank.value]
  if (now === null || then === null) {
    const points = (newest.score.value ?? 0) - (before.score.value ?? 0)
    return points === 0 ? { kind: 'same', year } : { kind: points > 0 ? 'better' : 'worse', points: Math.abs(points), year }
  }
  if (newest.ranked.value !== before.ranked.value) return { kind: 'apart', rank: then, ranked: before.ranked.value ?? 0, year }
  const count = then - now
  return count === 0 ? { kind: 'same', year } : { kind: count > 0 ? 'up' : 'down', count: Math.abs(count), year }
}

interface Segment {
  unit: string
  /** Of one unit, and of editions that ranked as many. */
  spots: { x: number; y: number; edition: number; label: string; isBelow: boolean }[]
}

export interface ScorecardShape {
  segments: Segment[]
  /** Where the units of the newest edition begin, after others: a hairline no line crosses. */
  seam: number | null
  years: { edition: number; x: number }[]
}

/** Places from the first at the top to the last at the bottom, or scores where nobody is ranked; a line never crosses a seam. */
export function scorecardShape(
  lines: Scorecard['lines'],
  { width, height }: Size,
  rem: number,
  say: (score: number) => string,
): ScorecardShape | null {
  const all = lines.flatMap(({ editions }) => editions)
  if (all.length < 2) return null
  const editions = all.map(({ edition }) => edition)
  const [first, last] = [Math.min(...editions), Math.max(...editions)]
  const isRanked = all.some(({ rank }) => rank.value !== null)
  const scores = all.flatMap(({ score }) => score.value ?? [])
  const [low, high] = [Math.min(...scores), Math.max(...scores)]
  const edge = 5 * rem
  const x = (edition: number) => edge + (last === first ? 0.5 : (edition - first) / (last - first)) * (width - 2 * edge)
  const y = ({ rank, ranked, score }: Edition) => {
    const down = isRanked
      ? ((rank.value ?? 1) - 1) / Math.max(1, (ranked.value ?? 1) - 1)
      : high === low
        ? 0.5
        : 1 - ((score.value ?? low) - low) / (high - low)
    return edge + down * (height - 2 * edge)
  }
  // Of two in one year the lower one has its number below it, so that the two numbers never meet; a number both have is written once.
  const isUnder = (each: Edition) => all.some((other) => other !== each && other.edition === each.edition && y(other) < y(each))
  const numberOf = ({ rank, score }: Edition) => String(rank.value ?? (score.value === null ? '' : say(score.value)))
  const labelOf = (each: Edition) => {
    const before = all.slice(0, all.indexOf(each)).filter(({ edition }) => edition === each.edition)
    return before.map(numberOf).includes(numberOf(each)) ? '' : numberOf(each)
  }
  const own = lines.at(-1)
  const begins = lines.length > 1 ? own?.editions[0]?.edition : undefined
  return {
    segments: lines.flatMap(({ unit, editions }) =>
      byRanked(editions).map((run) => ({
        unit,
        spots: run.map((each) => ({
          x: x(each.edition),
          y: y(each),
          edition: each.edition,
          label: labelOf(each),
          isBelow: isUnder(each),
        })),
      })),
    ),
    seam: begins === undefined || begins === first ? null : x(begins - 0.5),
    years: [...new Set(editions)].sort().map((edition) => ({ edition, x: x(edition) })),
  }
}

/** Runs of editions that ranked as many. */
function byRanked(editions: Edition[]): Edition[][] {
  const runs: Edition[][] = []
  for (const each of editions) {
    const run = runs.at(-1)
    if (run && run.at(-1)?.ranked.value === each.ranked.value) run.push(each)
    else runs.push([each])
  }
  return runs
}
