import { type Admission, askCircuit, circuitFailed, circuitHealed, circuitUndecided, type Db } from '@ioc/sql'
import { SourceFault } from './fault.ts'

/** What every question to a host passes: nobody asks one that failed again and again until it has answered somebody. */
export interface Circuits {
  through<T>(host: string, ask: () => Promise<T>): Promise<T>
  /** Hears of a question that is asked again. */
  askingAgain?(again: { host: string; attempt: number; of: number; seconds: number; error: string; error_en: string }): void
}

/** For whoever is to ask whatever happened before: a check, a test. */
export const alwaysClosed: Circuits = { through: (_, ask) => ask() }

/** Where what happens is told. */
interface Notes {
  note(code: string, params: Record<string, string | number | null>): void
}

/** The circuits as one pull meets them: a host is looked up once, and fails at most once. */
export class PullCircuits implements Circuits {
  readonly #db: Db
  readonly #isAsked: boolean
  readonly #log: Notes
  readonly #admissions = new Map<string, Promise<Admission>>()
  /** The host this pull failed on, where it did. */
  failedOn: string | null = null
  /** Until when the host it wanted is left alone, where it is. */
  closedUntil: Date | undefined

  constructor(db: Db, { isAsked, log }: { isAsked: boolean; log: Notes }) {
    this.#db = db
    this.#log = log
    this.#isAsked = isAsked
  }

  async through<T>(host: string, ask: () => Promise<T>): Promise<T> {
    const admission = await this.#admit(host)
    if (admission.is === 'open') {
      this.#log.note('circuit_open', { host, until: admission.until.toISOString() })
      this.failedOn ??= host
      this.closedUntil = admission.until
      throw new SourceFault(
        {
          vi: `Máy chủ «${host}» lỗi nhiều lần liên tiếp nên tạm ngừng gọi. Lần lỗi cuối: ${admission.error.vi} Bấm «Chạy ngay» để thử ngay.`,
          en: `The host «${host}» failed many times one after another and is left alone for now. How it failed last: ${admission.error.en} Press “Run now” to try it at once.`,
        },
        { retry: true, code: 'circuit_open', params: { host, error: admission.error.vi, error_en: admission.error.en } },
      )
    }
    try {
      const answer = await ask()
      await this.#answered(host, admission)
      return answer
    } catch (error) {
      await this.#failed(host, admission, error)
      throw error
    }
  }

  askingAgain(again: { host: string; attempt: number; of: number; seconds: number; error: string; error_en: string }): void {
    this.#log.note('asking_again', again)
  }

  async #admit(host: string): Promise<Admission> {
    const known = this.#admissions.get(host)
    if (known) return known
    const admission = askCircuit(this.#db, host, this.#isAsked)
    this.#admissions.set(host, admission)
    if ((await admission).is === 'probe') this.#log.note('circuit_probe', { host })
    return admission
  }

  async #answered(host: string, admission: Admission): Promise<void> {
    if (admission.is === 'closed' && admission.failures === 0) return
    this.#admissions.set(host, Promise.resolve({ is: 'closed', failures: 0 }))
    if (admission.is === 'probe') this.#log.note('circuit_closed', { host })
    await circuitHealed(this.#db, host)
  }

  async #failed(host: string, admission: Admission, error: unknown): Promise<void> {
    if (error instanceof SourceFault && error.retry) {
      if (this.failedOn !== host) await circuitFailed(this.#db, host, { vi: error.message, en: error.en })
      this.failedOn = host
    } else if (error instanceof SourceFault && (error.status !== undefined || error.step === 'sign-in')) {
      // It answers, if only to refuse us.
      await this.#answered(host, admission)
    } else if (admission.is === 'probe') {
      await circuitUndecided(this.#db, host)
    }
  }
}
