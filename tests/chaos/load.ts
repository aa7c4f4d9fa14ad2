import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '@ioc/sql/simulate'
import { cookieOf } from '../support/people.ts'
import type { Cluster } from './cluster.ts'
import type { Log, Telling } from './telling.ts'
import { ASKED, SENT, TILE } from './words.ts'

const FIELDS = ['Đất đai', 'Hộ tịch', 'Xây dựng', 'Đầu tư']
const DAY_MS = 86_400_000
const ANSWERED_WITHIN_MS = 10_000
export const HEADERS = { cookie: cookieOf(), 'x-ioc': '1' }

type Said = Omit<Telling, 'told_at'>

/** What goes on while faults strike: a source that tells, a sender that sends until it is acknowledged, and readers. */
export class Load {
  /** What was sent and acknowledged, as the source's log says what it told. */
  readonly sent: Log = new Map([[SENT, []]])
  /** Answers by status, of readers and the sender; 0 where none came. */
  readonly answers = new Map<number, number>()
  /** Where a reader was told less than before of the same day. */
  readonly wentBack: string[] = []
  readonly #cluster: Cluster
  readonly #dice: Random
  #made = 0
  #last = 0
  #going = true
  #loops: Promise<void>[] = []

  constructor(cluster: Cluster, dice: Random) {
    this.#cluster = cluster
    this.#dice = dice
  }

  start({ everyMs }: { everyMs: number }): void {
    this.#loops = [this.#telling(everyMs), this.#sending(), this.#reading(), this.#reading()]
  }

  async stop(): Promise<void> {
    this.#going = false
    await Promise.all(this.#loops)
  }

  /** One more dossier of today from each source, told now; answers their codes. */
  tellOfEach(): string[] {
    return ASKED.map((feed) => {
      const fresh = this.#fresh(feed, 0)
      this.#cluster.source.tell(feed, fresh)
      return fresh.code
    })
  }

  async #telling(everyMs: number): Promise<void> {
    for (; this.#going; await sleep(everyMs)) this.#tell(this.#dice.pick(ASKED))
  }

  #tell(feed: string): void {
    const { source } = this.#cluster
    const told = source.log.get(feed) as Telling[]
    const known = told.length > 0 ? this.#dice.pick(told) : undefined
    const chance = this.#dice.next()
    if (!known || known.field === undefined || chance < 0.6) {
      const fresh = this.#fresh(feed, this.#dice.chance(0.4) ? 0 : this.#dice.below(8))
      source.tell(feed, this.#dice.chance(0.01) ? { ...fresh, code: `${fresh.code}-broken`, field: undefined } : fresh)
    }
    // The same again, perhaps an older version of it, after what came since.
    else if (chance < 0.75) source.tell(feed, known)
    else source.tell(feed, this.#corrected(known))
  }

  #fresh(feed: string, daysAgo: number): Said {
    const received = new Date(Date.now() - daysAgo * DAY_MS - (daysAgo > 0 ? this.#dice.below(DAY_MS / 2) : 0))
    return {
      ...{ code: `${feed}-${++this.#made}`, unit: this.#commune(), status: 'processing', field: this.#dice.pick(FIELDS) },
      channel: this.#dice.chance(0.5) ? 'direct' : 'post',
      received_at: received.toISOString(),
      due_at: new Date(received.getTime() + 20 * DAY_MS).toISOString(),
      ...{ finished_at: null, updated_at: this.#version(), deleted: false },
    }
  }

  /** What is received today stays so: what walls show of it only grows. */
  #corrected({ told_at: _, ...known }: Telling): Said {
    const next = { ...known, updated_at: this.#version() }
    const isOfToday = Date.now() - Date.parse(known.received_at) < DAY_MS
    if (!isOfToday && this.#dice.chance(0.15)) return { ...next, deleted: true }
    if (this.#dice.chance(0.4)) return { ...next, unit: this.#commune(), field: this.#dice.pick(FIELDS) }
    return {
      ...next,
      status: 'done',
      finished_at: new Date(Math.max(Date.parse(known.received_at), Date.now() - 1_000)).toISOString(),
    }
  }

  #version(): string {
    this.#last = Math.max(Date.now(), this.#last + 1)
    return new Date(this.#last).toISOString()
  }

  #commune(): string {
    return this.#dice.pick(this.#cluster.communes.slice(0, 12)).code
  }

  /** Each file again under its name until it is acknowledged; none of it is of today, which walls are measured by. */
  async #sending(): Promise<void> {
    for (let file = 1; this.#going; file++) {
      const rows = Array.from({ length: 5 }, () => this.#fresh(SENT, 1 + this.#dice.below(6)))
      const name = `tep-${file}.json`
      const body = JSON.stringify({ rows })
      for (let isTaken = false; !isTaken; ) {
        const status = await this.#ask(`/api/feeds/${SENT}/files/${name}`, { method: 'PUT', body })
        isTaken = status.status === 202
        if (!isTaken) await sleep(500)
      }
      this.sent.get(SENT)?.push(...rows.map((row) => ({ ...row, told_at: row.updated_at })))
      await sleep(1_500)
    }
  }

  async #reading(): Promise<void> {
    const most = new Map<string, number>()
    for (; this.#going; await sleep(200)) {
      const { status, text } = await this.#ask(`/api/readings/${TILE}`)
      if (status !== 200) continue
      const { value, clocks } = JSON.parse(text) as { value: number | null; clocks: { from: string } }
      const before = most.get(clocks.from) ?? 0
      if ((value ?? 0) < before) this.wentBack.push(`${before} → ${value}`)
      most.set(clocks.from, Math.max(before, value ?? 0))
      await this.#ask('/api/indicators')
    }
  }

  async #ask(path: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
    const signal = AbortSignal.timeout(ANSWERED_WITHIN_MS)
    const answer = await fetch(`${this.#cluster.url}${path}`, { ...init, headers: HEADERS, signal })
      .then(
        async (response) => ({ status: response.status, text: await response.text() }),
        () => ({ status: 0, text: '' }),
      )
      .catch(() => ({ status: 0, text: '' }))
    this.answers.set(answer.status, (this.answers.get(answer.status) ?? 0) + 1)
    return answer
  }
}
