import { type Db, feedsThatLinger, feedsWithDoneRun } from '@ioc/sql'
import type { PullLane } from './queue.ts'

/** Which lane each feed waits in, as the database says: the same for every process. */
export class Lanes {
  #told = new Set<string>()
  #lingering = new Set<string>()

  async look(db: Db): Promise<void> {
    ;[this.#told, this.#lingering] = await Promise.all([feedsWithDoneRun(db), feedsThatLinger(db)])
  }

  /** Whether a feed has told its past. */
  hasTold(feed: string): boolean {
    return this.#told.has(feed)
  }

  of(feed: string): PullLane {
    if (this.#lingering.has(feed)) return 'slow'
    return this.#told.has(feed) ? 'short' : 'long'
  }
}
