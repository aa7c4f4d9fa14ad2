import type { Batch } from '@ioc/sql'

/** Of lines broken in one and the same way, so many a run are kept as rows of their own. */
export const KEPT_ALIKE = 10_000
/** What is broken in more ways than that is broken in one: by whoever makes them up. */
const MOST_WAYS = 100

/**
 * Which of a run's unreadable lines are kept as rows: of those broken alike the first. The others are counted, and stand in their
 * page; nobody mends five million of them one by one.
 */
export class BrokenRows {
  readonly #met = new Map<string, number>()
  readonly #most: number
  #leftOfPage = 0

  constructor(most = KEPT_ALIKE) {
    this.#most = most
  }

  /** A lot without those that are only counted, and how many they are. */
  keep<L extends Pick<Batch, 'held'>>(lot: L): L & { brokenAlike: number } {
    const held = lot.held.filter(({ status, reasons }) => status !== 'rejected' || this.#isKept(reasons[0]?.message ?? ''))
    const brokenAlike = lot.held.length - held.length
    this.#leftOfPage += brokenAlike
    return { ...lot, held, brokenAlike }
  }

  /** How many lines of a page were only counted. */
  endPage(): number {
    const left = this.#leftOfPage
    this.#leftOfPage = 0
    return left
  }

  #isKept(message: string): boolean {
    const way = wayOf(message)
    const known = this.#met.has(way) || this.#met.size < MOST_WAYS ? way : ''
    const met = (this.#met.get(known) ?? 0) + 1
    this.#met.set(known, met)
    return met <= this.#most
  }
}

/** What is wrong, whatever it is wrong with. */
function wayOf(message: string): string {
  return message.replace(/«[^»]*»/g, '«»').replace(/\d+/g, '0')
}
