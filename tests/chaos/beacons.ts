import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { HEADERS } from './load.ts'
import type { Telling } from './telling.ts'
import { BEACON } from './words.ts'

const AT_ONCE = 4
/** A third within an hour, and its alert would flap: nobody is told of it then (sql/src/alerts/life.ts). */
const OF_A_COMMUNE = 2
const DAY_MS = 86_400_000

/** One dossier that fell overdue and was seen to: an alert that begins, is told, acknowledged, ends, and is told to have ended. */
export interface Episode {
  commune: string
  alert: number | null
  isOver: boolean
}

/** Makes episodes one after the other in each commune; none goes on before what it has come to so far was heard. */
export class Beacons {
  readonly episodes: Episode[] = []
  readonly #cluster: Cluster
  #going = true
  #isGivenUp = false
  #loops: Promise<void>[] = []
  #last = 0

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  start(): void {
    const { communes } = this.#cluster
    let next = 0
    this.#loops = Array.from({ length: AT_ONCE }, async () => {
      while (this.#going && next < OF_A_COMMUNE * communes.length)
        await this.#episode(communes[next++ % communes.length] as (typeof communes)[number])
    })
  }

  /** Those that are under way are lived to their end, for so many seconds at most. */
  async stop(seconds: number): Promise<void> {
    this.#going = false
    const givingUp = setTimeout(() => (this.#isGivenUp = true), 1000 * seconds)
    await Promise.all(this.#loops)
    clearTimeout(givingUp)
  }

  async #episode({ key, code }: { key: string; code: string }): Promise<void> {
    const episode: Episode = { commune: key, alert: null, isOver: false }
    this.episodes.push(episode)
    this.#tell(key, code, false)
    await this.#until(async () => {
      episode.alert = await this.#firing(key)
      return episode.alert !== null
    })
    // Of an alert that returned it was heard before: as often as it has begun.
    const times = this.episodes.filter(({ alert }) => alert === episode.alert).length
    await this.#until(async () => this.#isHeard(episode.alert, 'told', times))
    await this.#until(() => this.#acknowledge(episode.alert as number))
    this.#tell(key, code, true)
    await this.#until(async () => this.#isHeard(episode.alert, 'ended', times))
    episode.isOver = !this.#isGivenUp
  }

  #tell(key: string, unit: string, isDone: boolean): void {
    this.#last = Math.max(Date.now(), this.#last + 1)
    const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString()
    const telling: Omit<Telling, 'told_at'> = {
      ...{ code: `${BEACON}-${key}`, unit, field: 'Đất đai', channel: 'direct', received_at: ago(10), due_at: ago(2) },
      ...{ status: isDone ? 'done' : 'processing', finished_at: isDone ? ago(0.001) : null, deleted: false },
      updated_at: new Date(this.#last).toISOString(),
    }
    this.#cluster.source.tell(BEACON, telling)
  }

  async #firing(commune: string): Promise<number | null> {
    const { rows } = await this.#cluster.database.pool.query(
      "select alert.id::int from alert join unit on unit.id = unit_id where unit.key = $1 and status in ('firing', 'acknowledged')",
      [commune],
    )
    return rows[0]?.id ?? null
  }

  #isHeard(alert: number | null, kind: string, times: number): boolean {
    const heard = this.#cluster.receiver.heard.filter((each) => each.alert === alert && each.kind === kind)
    return new Set(heard.map(({ message }) => message)).size >= times
  }

  async #acknowledge(alert: number): Promise<boolean> {
    const answer = await fetch(`${this.#cluster.url}/api/alerts/acknowledge`, {
      method: 'POST',
      headers: { ...HEADERS, 'content-type': 'application/json' },
      body: JSON.stringify({ alerts: [alert], by: 'Lan', note: 'Đã biết' }),
      signal: AbortSignal.timeout(10_000),
    })
    await answer.text()
    // Of one that was done and whose answer was lost, the next says that it is.
    return answer.ok || answer.status === 409
  }

  async #until(holds: () => Promise<boolean>): Promise<void> {
    while (!this.#isGivenUp && !(await holds().catch(() => false))) await sleep(500)
  }
}
