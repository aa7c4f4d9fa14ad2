import type { StoredFeed } from '@ioc/sql'
import type { JobQueue } from './queue.ts'

/** How long a feed that tells its past is listened to before others have their turn. */
export const TURN_MS = 20_000

/** The queue knows two million priorities; the smallest goes first. */
const MOST_PATIENT = 1_000_000

/** Feeds of which this process has put the next turn on the queue: one each, so that nobody queues up twice. */
export class Turns {
  readonly #queue: JobQueue
  readonly #waiting = new Set<string>()

  constructor(queue: JobQueue) {
    this.#queue = queue
  }

  /** Puts a feed that gave way behind all that have not begun and, of the others, those asked as often: what is asked often is what people watch. */
  async goOn(spec: Pick<StoredFeed['spec'], 'id' | 'every'>): Promise<void> {
    const { id: feed } = spec
    if (this.#waiting.has(feed)) return
    this.#waiting.add(feed)
    await this.#queue.lanes.long
      .add('pull-feed', { feed, turn: true }, { priority: Math.min(Math.ceil(spec.every ?? MOST_PATIENT), MOST_PATIENT) })
      .catch((error) => {
        this.#waiting.delete(feed)
        throw error
      })
  }

  /** Whether a pull begins: one that the clock starts does not where the feed's turn comes anyway. */
  begins(feed: string, isTurn: boolean): boolean {
    if (isTurn) this.#waiting.delete(feed)
    return !this.#waiting.has(feed)
  }
}
