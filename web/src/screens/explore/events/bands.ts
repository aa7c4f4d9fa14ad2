import type { AnnotationAnswer, EventAnswer } from '@ioc/server/contract'

// What happened, laid over a chart's time. Pure: the chart draws it.

/** A stretch of a chart's time that has a name: an event, or a note at a point. */
export interface Band {
  /** Its event's key, or `note-` and the note's id. */
  key: string
  kind: EventAnswer['kind'] | 'note'
  label: string
  /** Milliseconds, clamped to the chart. */
  from: number
  to: number
  /** The first and the last of the chart's steps that it touches. */
  first: number
  last: number
  /** It began before the chart does, or goes on after it. */
  isCutBefore: boolean
  isCutAfter: boolean
  /** It bears only on some of what the unit was made of or went to. */
  part: boolean
  /** Its label ends where it begins: after it there is no room. */
  isNamedBefore: boolean
  /** From 0: no two bands of a lane, each with its label, lie over one another. */
  lane: number
}

export interface Chart {
  /** Where each step begins, in order; at least one. Milliseconds. */
  steps: readonly number[]
  /** Where the last one ends. */
  to: number
  /** How long, in milliseconds of the chart’s time, a label is as it is drawn. It begins where its band does, or ends there. */
  labelMs(label: string): number
}

const DAY_MS = 86_400_000
/** A note is read by opening it; on the chart stands how it begins. */
const NOTE_LETTERS = 40

/**
 * The bands of a chart, by lane and then by when they begin. What lies outside the chart is left out; so are days off where a step is
 * longer than a day, since every month has some.
 */
export function bandsOf(
  { events, annotations }: { events: readonly EventAnswer[]; annotations: readonly AnnotationAnswer[] },
  chart: Chart,
  title: (of: EventAnswer['title']) => string,
): Band[] {
  const isFine = stepOf(chart) <= DAY_MS
  const named = [
    ...events
      .filter(({ kind, kept }) => (isFine || kind !== 'holiday' || kept !== null) && !kept?.withdrawn)
      .map((event) => ({
        ...{ key: event.key, kind: event.kind, label: title(event.title), from: event.from, to: event.to },
        part: event.reaches.length > 0 && event.reaches.every(({ part }) => part),
      })),
    ...annotations
      .filter(({ withdrawn }) => withdrawn === null)
      .map(({ id, text, from, to }) => ({
        key: `note-${id}`,
        kind: 'note' as const,
        label: shorten(text),
        from,
        to,
        part: false,
      })),
  ]
  return inLanes(
    named.flatMap(({ from, to, ...rest }) => clamp(Date.parse(from), to === null ? Infinity : Date.parse(to), rest, chart)),
    chart,
  )
}

type Placed = Omit<Band, 'lane' | 'isNamedBefore'>

function clamp(from: number, to: number, rest: Pick<Band, 'key' | 'kind' | 'label' | 'part'>, chart: Chart): Placed[] {
  const begins = chart.steps[0]
  if (begins === undefined || to <= begins || from >= chart.to) return []
  const at = { from: Math.max(from, begins), to: Math.min(to, chart.to) }
  return [
    {
      ...rest,
      ...at,
      first: chart.steps.findLastIndex((step) => step <= at.from),
      last: chart.steps.findLastIndex((step) => step < at.to),
      isCutBefore: from < begins,
      isCutAfter: to > chart.to,
    },
  ]
}

/** As few lanes as there are: each band in the first that is free where it or its label begins. */
function inLanes(bands: Placed[], chart: Chart): Band[] {
  const taken: number[] = []
  return bands
    .map((band) => ({ band, room: roomOf(band, chart) }))
    .sort((a, b) => a.room.from - b.room.from || a.room.to - b.room.to || (a.band.key < b.band.key ? -1 : 1))
    .map(({ band, room }) => {
      const free = taken.findIndex((until) => until <= room.from)
      const lane = free === -1 ? taken.length : free
      taken[lane] = room.to
      return { ...band, lane, isNamedBefore: room.isNamedBefore }
    })
    .sort((a, b) => a.lane - b.lane || a.from - b.from)
}

/** What a band takes up together with its label, within the chart. */
export function roomOf({ from, to, label }: Pick<Band, 'from' | 'to' | 'label'>, chart: Chart): Room {
  const begins = chart.steps[0] ?? from
  const wide = chart.labelMs(label)
  // Where it fits on neither side, on the wider one.
  const isNamedBefore = from + wide > chart.to && from - begins > chart.to - from
  return isNamedBefore
    ? { isNamedBefore, from: Math.max(begins, from - wide), to }
    : { isNamedBefore, from, to: Math.max(to, Math.min(from + wide, chart.to)) }
}

interface Room extends Pick<Band, 'isNamedBefore'> {
  from: number
  to: number
}

function stepOf({ steps, to }: Chart): number {
  const [first = to, second = to] = steps
  return second - first
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= NOTE_LETTERS ? line : `${line.slice(0, NOTE_LETTERS - 1).trimEnd()}…`
}
