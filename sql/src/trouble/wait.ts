/** How often a feed that failed is tried again without waiting for its own time. */
export const RETRIES = 5

const FIRST_WAIT_S = 10
const TIMES = 3
const LONGEST_WAIT_S = 15 * 60

/**
 * Seconds until the next try after so many failures in a row: 10, 30, 90, 270, 810, then a quarter of an hour each, less up to
 * half of it by chance, so that feeds that failed together do not all come back together.
 */
export function waitSeconds(failures: number, chance: number): number {
  return Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * TIMES ** Math.min(failures - 1, 10)) * (1 - chance / 2)
}
