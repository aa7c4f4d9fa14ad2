import type { RawPage } from '../connectors/connector.ts'
import { SourceFault } from '../connectors/fault.ts'
import { GaveWay } from './gave-way.ts'

/** Longer than any connector waits for anything by its own settings. */
const STANDSTILL_MS = 15 * 60_000

/**
 * Pages as they come, of a source that may take its time and must not stand still: when it has given neither a page nor a byte for so
 * long while it was waited for, `stop` is aborted and a SourceFault thrown, whatever the source does then. A place among those who pull
 * is never taken for good. `waitMs`: others wait for that place, so it gives way (GaveWay) after as long already.
 */
export async function* untilStandstill(
  pages: AsyncIterable<RawPage>,
  { stop, ms = STANDSTILL_MS, waitMs }: { stop: AbortController; ms?: number; waitMs?: number | undefined },
): AsyncGenerator<RawPage> {
  const waits = waitMs === undefined ? new Waits(stop, ms, stoodStill) : new Waits(stop, waitMs, () => new GaveWay(waitMs))
  const iterator = pages[Symbol.asyncIterator]()
  try {
    for (;;) {
      const { done, value } = await waits.for(iterator.next())
      if (done) return
      yield { ...value, body: { [Symbol.asyncIterator]: () => pieces(value.body, waits) } }
    }
  } finally {
    waits.end()
    // Behind what stands still it would wait too.
    const returned = iterator.return?.()
    if (waits.isOver) returned?.catch(() => {})
    else await returned
  }
}

async function* pieces(body: RawPage['body'], waits: Waits): AsyncGenerator<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]()
  try {
    for (;;) {
      const { done, value } = await waits.for(iterator.next())
      if (done) return
      yield value
    }
  } finally {
    const returned = iterator.return?.()
    if (waits.isOver) returned?.catch(() => {})
    else await returned
  }
}

/** What is waited for of a source: the next page, the next bytes, both at once. */
class Waits {
  isOver = false
  readonly #timer: NodeJS.Timeout
  readonly #standstill: Promise<never>
  #waiting = 0
  #since = 0

  constructor(stop: AbortController, ms: number, faultAfter: (ms: number) => Error) {
    let giveUp: (fault: Error) => void = () => {}
    this.#standstill = new Promise((_, fail) => {
      giveUp = fail
    })
    this.#standstill.catch(() => {})
    this.#timer = setInterval(() => {
      if (this.isOver || this.#waiting === 0 || performance.now() - this.#since < ms) return
      this.isOver = true
      const fault = faultAfter(ms)
      giveUp(fault)
      stop.abort(fault)
    }, ms / 10)
    this.#timer.unref()
  }

  async for<T>(coming: Promise<T>): Promise<T> {
    if (this.#waiting++ === 0) this.#since = performance.now()
    try {
      return await Promise.race([coming, this.#standstill])
    } finally {
      this.#waiting--
      this.#since = performance.now()
    }
  }

  end(): void {
    clearInterval(this.#timer)
  }
}

function stoodStill(ms: number): SourceFault {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  return new SourceFault(
    {
      vi: `Nguồn không gửi thêm gì trong ${minutes} phút nên lượt chạy đã dừng; phần đã nhận được giữ lại, lần sau làm tiếp từ đó.`,
      en: `The source sent nothing more for ${minutes} minutes, so the run ended; what came is kept, and the next goes on from there.`,
    },
    { retry: true, code: 'stood_still', params: { minutes } },
  )
}
