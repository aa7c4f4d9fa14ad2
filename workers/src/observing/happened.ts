import { type Channel, channel } from 'node:diagnostics_channel'

/** What happens in this process, told to its log and its figures by those who work and know neither; where nobody listens nothing is done. */
export class Happening<T extends object> {
  readonly #channel: Channel

  constructor(name: string) {
    this.#channel = channel(`ioc:${name}`)
  }

  tell(what: T): void {
    if (this.#channel.hasSubscribers) this.#channel.publish(what)
  }

  /** Answers how to listen no more. */
  hear(listener: (what: T) => void): () => void {
    const listening = (what: unknown) => listener(what as T)
    this.#channel.subscribe(listening)
    return () => this.#channel.unsubscribe(listening)
  }
}

/** A line of the log of a run, as it is written down. */
export const noted = new Happening<{ at: Date; code: string; params: Record<string, string | number | null> }>('noted')

/** A batch was stored, `ms` after it was handed over; `isStored` false: it was not, and nothing of it. */
export const stored = new Happening<{ records: number; ms: number; isStored: boolean }>('stored')

/** A run ended. */
export const ended = new Happening<{ status: string }>('ended')

/** A job ended. */
export const worked = new Happening<{ job: string; lane: string; ms: number; failed: boolean }>('worked')
