import { type Db, type LogLine, writeLog } from '@ioc/sql'
import { noted } from '../observing/happened.ts'

/** A run is told in this many lines at most; what it has beyond is counted. */
const MOST_LINES = 400

/** What happens in a run, in order. Lines wait here and are written by whoever watches the run, so that a note costs nothing. */
export class RunLog {
  #to: { db: Db; run: number } | undefined
  #waiting: LogLine[] = []
  #written = 0
  #left = 0

  opened(db: Db, run: number): void {
    this.#to = { db, run }
  }

  note(code: string, params: LogLine['params'] = {}): void {
    if (this.#written + this.#waiting.length >= MOST_LINES) this.#left++
    else this.#waiting.push({ at: new Date(), code, params })
  }

  /** The last line, which is written however many there are. */
  async end(code: string, params: LogLine['params'] = {}): Promise<void> {
    if (this.#left > 0) this.#waiting.push({ at: new Date(), code: 'left_out', params: { lines: this.#left } })
    this.#waiting.push({ at: new Date(), code, params })
    await this.flush()
  }

  async flush(): Promise<void> {
    if (!this.#to || this.#waiting.length === 0) return
    const lines = this.#waiting
    this.#waiting = []
    for (const line of lines) noted.tell(line)
    this.#written += lines.length
    await writeLog(this.#to.db, this.#to.run, this.#written - lines.length, lines)
  }
}
