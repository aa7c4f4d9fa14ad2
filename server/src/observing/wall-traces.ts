import type { LedgerBatch } from '@ioc/sql'
import { inSpan, type Place, placeOf, tellSpan, traceparentOf } from '@ioc/workers/observing'
import type { Painted, TileState } from '../../contract/index.ts'

/** So many states may be on their way to be painted; of which nobody said so by then is nobody’s. */
const MOST_ON_THE_WAY = 200

/** What was heard that is part of a trace, by domain. */
export type Heard = ReadonlyMap<string, Place>

/**
 * The end of a trace that began with a source’s page: its batch heard of, tiles computed, sent, received and painted. Walls carry no library of
 * traces: a state bears where it belongs, the first wall that painted it says when, and the spans are told here.
 */
export class WallTraces {
  #heard = new Map<string, Place>()
  readonly #onTheWay = new Map<string, { place: Place; sentAt: number }>()

  hear(batches: readonly LedgerBatch[]): void {
    for (const { traceparent, position, domain, recorded_at: at } of batches) {
      if (!traceparent) continue
      const attributes = { 'ioc.position': position, 'ioc.domain': domain }
      this.#heard.set(domain, tellSpan('ledger.hear', { under: placeOf(traceparent), attributes, from: at.getTime() }))
    }
  }

  /** What was heard since this was asked last: what is computed next is part of it. */
  take(): Heard {
    const heard = this.#heard
    this.#heard = new Map()
    return heard
  }

  /** Computes a tile, as part of what was heard of its domains. */
  compute<T>(tile: string, domains: string[], heard: Heard, work: () => Promise<T>): Promise<T> {
    const domain = domains.find((each) => heard.has(each))
    const place = domain === undefined ? undefined : heard.get(domain)
    return place ? inSpan('tile.compute', { 'ioc.tile': tile }, work, place) : work()
  }

  /** A state that is sent just now, with its trace where its computation is part of one. */
  send(state: TileState): TileState {
    if (!traceparentOf()) return state
    const sentAt = Date.now()
    const place = tellSpan('socket.send', { under: 'now', attributes: { 'ioc.tile': state.tile }, from: sentAt })
    const traceparent = traceparentOf(place)
    if (!traceparent) return state
    this.#onTheWay.set(traceparent, { place, sentAt })
    const [oldest] = this.#onTheWay.keys()
    if (oldest !== undefined && this.#onTheWay.size > MOST_ON_THE_WAY) this.#onTheWay.delete(oldest)
    return { ...state, traceparent }
  }

  /** A wall painted it: by its clock, set by ours, and never before it was sent nor after now. Of many walls the first is told of. */
  painted({ traceparent, receivedAt, paintedAt }: Painted): void {
    const sent = this.#onTheWay.get(traceparent)
    if (!sent) return
    this.#onTheWay.delete(traceparent)
    const received = within(receivedAt, sent.sentAt, Date.now())
    const place = tellSpan('browser.receive', { under: sent.place, from: sent.sentAt, to: received })
    tellSpan('browser.paint', { under: place, from: received, to: within(paintedAt, received, Date.now()) })
  }
}

const within = (at: number, from: number, to: number) => Math.min(Math.max(at, from), to)
