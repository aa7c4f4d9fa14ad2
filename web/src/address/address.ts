// What stands in the wall's address, so that it can be sent to someone and opened again.
//
//   /wall, /wall/<scene>   the overview, or another scene
//
//   proof, unit, period, geo, asOf   a question whose proof is open
//   where                            dimension:value, of which alone it is asked; may stand more than once
//   fact                             <feed>/<id>, a record that is open
//   full                             one tile fills the wall
//   asOf, speed                      the wall itself is a replay: from that instant, this many seconds a second
//
// An open proof with asOf and no speed is a question about the past over a live wall.

export interface Question {
  indicator: string
  unit?: string | undefined
  period?: string | undefined
  /** yyyy-mm-dd: whose map answers. */
  geo?: string | undefined
  /** An instant, or a day. */
  asOf?: string | undefined
  /** `dimension:value` each: only what has these. */
  where?: string[] | undefined
}

export interface Replay {
  /** Milliseconds. */
  at: number
  /** Seconds a second; 0 stands still. */
  speed: number
}

export interface Fact {
  feed: string
  id: string
}

const FACT = /^([^/]+)\/(.+)$/s

export function replayOf(search: string): Replay | null {
  const params = new URLSearchParams(search)
  const asOf = asOfIn(params) ?? ''
  // A day means its end in Vietnam, as it does to the API.
  const at = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(asOf) ? `${asOf}T23:59:59.999+07:00` : asOf)
  if (Number.isNaN(at) || (isProof(params) && !params.has('speed'))) return null
  const speed = Number(params.get('speed') ?? 0)
  return { at, speed: Number.isFinite(speed) ? Math.min(86_400, Math.max(0, speed)) : 0 }
}

export function questionOf(search: string): Question | null {
  const params = new URLSearchParams(search)
  const indicator = params.get('proof')
  if (!indicator) return null
  const of = (name: string) => params.get(name) ?? undefined
  const where = params.has('where') ? params.getAll('where') : undefined
  return { indicator, unit: of('unit'), period: of('period'), geo: of('geo'), asOf: asOfIn(params), where }
}

export function factOf(search: string): Fact | null {
  const [, feed, id] = FACT.exec(new URLSearchParams(search).get('fact') ?? '') ?? []
  return feed && id ? { feed, id } : null
}

/** A replay behind a question stands still where it was asked. */
export function withQuestion(search: string, { indicator, unit, period, geo, asOf, where }: Question): string {
  const speed = asOf && replayOf(search) ? '0' : undefined
  return change(search, { proof: indicator, unit, period, geo, asOf, where, speed, fact: undefined })
}

export function withFact(search: string, fact: Fact | null): string {
  return change(search, { fact: fact ? `${fact.feed}/${fact.id}` : undefined })
}

/** Without what is open over the wall; a replay goes on where it stood. */
export function withoutProof(search: string): string {
  const gone = { proof: undefined, unit: undefined, period: undefined, geo: undefined, where: undefined, fact: undefined }
  return change(search, replayOf(search) ? gone : { ...gone, asOf: undefined })
}

export function withReplay(search: string, replay: Replay | null): string {
  const asOf = replay ? new Date(replay.at).toISOString() : undefined
  return change(withoutProof(search), { asOf, speed: replay ? String(replay.speed) : undefined })
}

/** The tile that fills the wall. */
export const fullOf = (search: string): string | null => new URLSearchParams(search).get('full')

export function withFull(search: string, tile: string | null): string {
  return change(search, { full: tile ?? undefined })
}

const OVERVIEW = 'overview'

/** The scene a path of the wall leads to. */
export function sceneAt(path: string): string {
  const [, scene] = /^\/wall\/([^/]+)/.exec(path) ?? []
  return scene === undefined ? OVERVIEW : decodeURIComponent(scene)
}

export const pathOf = (scene: string): string => (scene === OVERVIEW ? '/wall' : `/wall/${encodeURIComponent(scene)}`)

/** The same moment on another scene: nothing is open over it, and no tile fills it. A replay goes on from where it has come to. */
export function toScene(search: string, now: number): string {
  const replay = replayOf(search)
  return withFull(replay ? withReplay(search, { ...replay, at: now }) : withoutProof(search), null)
}

/** A plus sign typed by hand arrives as a space. */
const asOfIn = (params: URLSearchParams) => params.get('asOf')?.replace(' ', '+')

const isProof = (params: URLSearchParams) => params.has('proof') || params.has('fact')

function change(search: string, changes: Record<string, string | string[] | undefined>): string {
  const params = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes)) {
    params.delete(name)
    for (const each of [value ?? []].flat()) params.append(name, each)
  }
  const text = params.toString()
  return text && `?${text}`
}
