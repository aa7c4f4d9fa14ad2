import type { Mark, RecordSource } from '@ioc/sql/simulate'
import { sign } from '../connectors/webhook/sign.ts'

const LOOK_EVERY_MS = 1_000
const PATIENCE_MS = 10_000
/** After a refusal it waits, as senders do. */
const REST_MS = 5_000
const MOST_AT_ONCE = 500

export interface Recipient {
  /** Where a feed's deliveries are taken. */
  url: string
  secret: string
}

/** A source that brings each change to a webhook as it happens, from when it was opened on; what is not taken it brings again. */
export class Pusher {
  readonly #source: RecordSource
  readonly #to: Recipient
  readonly #timer: NodeJS.Timeout
  #after: Mark
  #restUntil = 0
  #bringing = false

  constructor(source: RecordSource, to: Recipient, now: () => Date) {
    this.#source = source
    this.#to = to
    this.#after = { at: now().getTime(), code: '', copy: -1 }
    this.#timer = setInterval(() => void this.bring(now()), LOOK_EVERY_MS)
  }

  /** Brings what is new, and answers what became of it; null where nothing is, or nothing can be. */
  async bring(now: Date): Promise<number | null> {
    if (this.#bringing || now.getTime() < this.#restUntil) return null
    const { records, last } = this.#source.changesSince(this.#after, MOST_AT_ONCE, now)
    if (records.length === 0 || !last) return null
    this.#bringing = true
    try {
      // The key is of what is brought, so that the same brought again is known.
      const key = `${this.#source.path}/${last.at}/${last.code}/${last.copy}`
      const status = await this.#post(JSON.stringify({ duLieu: records }), encodeURIComponent(key))
      if (status < 300) this.#after = last
      else this.#restUntil = now.getTime() + REST_MS
      return status
    } finally {
      this.#bringing = false
    }
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #post(body: string, key: string): Promise<number> {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-timestamp': timestamp,
      'x-signature': sign(this.#to.secret, { key, timestamp, body: Buffer.from(body) }),
    }
    const answer = await fetch(this.#to.url, { method: 'POST', body, headers, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
      () => null,
    )
    await answer?.body?.cancel()
    return answer?.status ?? 503
  }
}
