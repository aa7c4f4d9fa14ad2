import { Unavailable } from '@ioc/sql'

/** Lets so many work at once; as many wait as may, and who comes after is told to come again (Unavailable). */
export class FewAtOnce {
  readonly #atOnce: number
  readonly #mostWaiting: number
  readonly #waiting: (() => void)[] = []
  #working = 0

  constructor({ atOnce, waiting }: { atOnce: number; waiting: number }) {
    this.#atOnce = atOnce
    this.#mostWaiting = waiting
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#working < this.#atOnce) this.#working++
    else {
      if (this.#waiting.length >= this.#mostWaiting) throw new Unavailable(COME_AGAIN)
      // Who ends hands the place on.
      await new Promise<void>((turn) => this.#waiting.push(turn))
    }
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#working--
    }
  }
}

const COME_AGAIN = {
  vi: 'Nhiều người đang xem thử trang mẫu. Thử lại sau ít giây.',
  en: 'Many are looking at samples just now. Try again in a few seconds.',
}
