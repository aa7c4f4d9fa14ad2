import { type Goal, isReached } from './reach.ts'

// Simple on purpose: a way of guessing that anyone can check by hand, and how often it would have guessed right before.

type Method = 'steady' | 'trend' | 'pace'

export interface Forecast {
  method: Method
  /** What it comes to on the day it is due. */
  value: number
  reaches: boolean
  /** Past moments at which the same guess could be made and checked, and at how many it was right. */
  tested: number
  right: number
}

/** Why nobody can tell yet: too little past, too far ahead, or a past in which the guess was wrong more often than not. */
export type NoForecast = 'too_little_past' | 'too_far' | 'too_often_wrong'

const LEAST_PAST = 6
const LEAST_TESTS = 4
const FARTHEST = 12
const RECENT = 3
const TREND_OVER = 12

/**
 * Where a level (a rate, a rank) stands `ahead` periods after the last of `past`, whole periods in order: as it was lately, or
 * along its trend, whichever would have judged «reached or not» more often rightly. `most` is as far as it can rise.
 */
export function forecastLevel(past: number[], ahead: number, goal: Goal, most = Number.POSITIVE_INFINITY): Forecast | NoForecast {
  if (ahead > FARTHEST) return 'too_far'
  const candidates = [steady, trend].map(({ method, guess }) => {
    const bounded = (values: number[]) => Math.min(most, Math.max(Math.min(0, ...past), guess(values, ahead)))
    let tested = 0
    let right = 0
    for (let known = LEAST_PAST; known + ahead <= past.length; known++) {
      tested++
      const came = past[known + ahead - 1] as number
      if (isReached(bounded(past.slice(0, known)), goal) === isReached(came, goal)) right++
    }
    return { method, value: bounded(past), tested, right }
  })
  // Of two as good, the one that claims less.
  const best = candidates.reduce((a, b) => (b.right > a.right ? b : a))
  if (past.length < LEAST_PAST || best.tested < LEAST_TESTS) return 'too_little_past'
  if (2 * best.right <= best.tested) return 'too_often_wrong'
  return { ...best, reaches: isReached(best.value, goal) }
}

interface Guesser {
  method: Method
  guess(values: number[], ahead: number): number
}

const steady: Guesser = {
  method: 'steady',
  guess: (values) => meanOf(values.slice(-RECENT)),
}

const trend: Guesser = {
  method: 'trend',
  guess(values, ahead) {
    const recent = values.slice(-TREND_OVER)
    const middle = (recent.length - 1) / 2
    const mean = meanOf(recent)
    let along = 0
    let across = 0
    for (const [at, value] of recent.entries()) {
      along += (at - middle) * (value - mean)
      across += (at - middle) ** 2
    }
    return mean + (across === 0 ? 0 : along / across) * (recent.length - 1 - middle + ahead)
  },
}

/** How near a projection must come to count as right. */
const NEAR = 0.05
const LEAST_ELAPSED = 0.1

/** A whole past period: what had come in when as much of it had passed as has now, and what it came to in the end. */
export interface PastPeriod {
  soFar: number
  total: number
}

/**
 * What a sum comes to that grows over its period, as its past periods went; evenly, where there are none. `elapsed` is the share
 * of the period that has passed.
 */
export function forecastSum(soFar: number, elapsed: number, past: PastPeriod[], goal: Goal): Forecast | NoForecast {
  if (elapsed < LEAST_ELAPSED || past.length === 0) return 'too_little_past'
  const shares = past.filter(({ total }) => total > 0).map((period) => period.soFar / period.total)
  let right = 0
  for (const [index, period] of past.entries()) {
    const others = shares.filter((_, other) => other !== index)
    const share = others.length > 0 ? meanOf(others) : elapsed
    if (share > 0 && Math.abs(period.soFar / share - period.total) <= NEAR * Math.abs(period.total)) right++
  }
  if (2 * right <= past.length) return 'too_often_wrong'
  const share = shares.length > 1 ? meanOf(shares) : elapsed
  const value = share > 0 ? soFar / share : soFar
  return { method: 'pace', value, reaches: isReached(value, goal), tested: past.length, right }
}

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
