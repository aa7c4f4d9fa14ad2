import type { IndicatorAnswer, ReadingAnswer } from '@ioc/server/contract'
import { formatMoment } from '../../../text/moment.ts'
import type { Say } from '../../../text/say.ts'
import type { Cube } from '../cube.ts'
import { sayOfStep } from '../pictures/slots.ts'
import { sayNothingBeside, sayReach } from '../reach.ts'
import { isRunningStep, type Settled } from '../settle.ts'

/** What stands behind one indicator of an answer. */
export interface Behind {
  indicator: IndicatorAnswer
  /** Titles of the feeds it rests on. */
  feeds: string[]
  isSimulated: boolean
}

export interface Said {
  cube: Cube
  view: Settled
  /** Of the leading indicator, over the whole period. */
  reading: ReadingAnswer
  behind: readonly Behind[]
  /** Of the view, whole. */
  address: string
}

/** All that must be known to understand a table alone: a line each, its name and what it says. */
export function aboutOf({ cube, view, reading, behind, address }: Said, say: Say): [string, string][] {
  const { t, title, unit } = say
  const only = reading.where.map(
    ({ title: dim, values }) => `${title(dim)}: ${values.map((value) => title(value.title)).join(', ')}`,
  )
  const ofEach = behind.flatMap(({ indicator, feeds, isSimulated }, place): [string, string][] => {
    const column = cube.columns[place]
    const counted = [column?.definition, ...(column?.seams ?? [])].flatMap((each) => each ?? [])
    return [
      [t('explore.indicator'), `${title(indicator.title)} (${indicator.id})`],
      [t('out.domain'), title(indicator.domainTitle)],
      [t('out.unitOfMeasurement'), unit(indicator.unitOfMeasurement)],
      ...counted.flatMap(({ from, formula, basis }): [string, string][] => {
        const since = from ? ` (${t('out.since', { day: say.day(`${from}T00:00:00+07:00`) })})` : ''
        return [
          [t('out.definition'), `${formula}${since}`],
          [t('out.basis'), `${basis}${since}`],
        ]
      }),
      [t('out.owner'), typeof indicator.owner === 'string' ? indicator.owner : title(indicator.owner)],
      [t('out.sources'), sourcesOf({ feeds, isSimulated }, say)],
    ]
  })
  return [
    ...ofEach,
    [t('explore.unit'), reading.unit.name],
    ...only.map((each): [string, string] => [t('out.only'), each]),
    [t('explore.period'), periodOf({ view, reading }, say)],
    ...runningOf(view, say),
    ...[...sayReach(cube, view, reading, say), ...sayNothingBeside(cube, view, say)].map((each): [string, string] => [
      t('explore.note'),
      each,
    ]),
    ...heldIn(reading, say).map((each): [string, string] => [t('explore.note'), each]),
    ...comparedWith({ view, reading }, say),
    [t('explore.map'), say.day(`${reading.geo}T00:00:00+07:00`)],
    [t('out.known'), knownAt({ cube, view, reading }, say)],
    [t('out.computed'), formatMoment(computedAt({ cube, reading }), say.zone)],
    [t('out.address'), address],
  ]
}

/** When more of it is released, where some is held back. */
export const heldIn = ({ heldUntil }: Pick<ReadingAnswer, 'heldUntil'>, { t, zone }: Say): string[] =>
  heldUntil ? [`${t('explore.heldUntil', { at: formatMoment(heldUntil, zone) })}.`] : []

function runningOf({ running, step }: Said['view'], { t }: Say): [string, string][] {
  return running && isRunningStep(step) ? [[t('explore.step'), t(`explore.running.${step}`)]] : []
}

/** With what everything is compared and, where it is the same for the whole period, of which days that is. */
export function comparedWith({ view: { compare }, reading }: Pick<Said, 'view' | 'reading'>, say: Say): [string, string][] {
  if (compare === null) return []
  const { beforeFrom: from, beforeTo: to } = reading
  const days = from && to ? `, ${say.day(from)} – ${say.day(Date.parse(to) - 1)}` : ''
  return [[say.t('explore.compare'), `${say.t(`explore.compared.${compare}`)}${days}`]]
}

/** From its first day to its last; where only some of it is looked at, that. */
export function periodOf({ view, reading: { clocks } }: Pick<Said, 'view' | 'reading'>, say: Say): string {
  const { zoom, step } = view
  if (zoom && view.isOverTime) return `${sayOfStep(zoom.from, step, say)} – ${sayOfStep(zoom.to, step, say)}`
  const [from, to] = [say.day(clocks.from), say.day(Math.max(Date.parse(clocks.from), Date.parse(clocks.to) - 1))]
  return from === to ? from : `${from} – ${to}`
}

/** When what is told was known: then, where it was asked so, and otherwise when it was computed. */
export function knownAt({ cube, view, reading }: Pick<Said, 'cube' | 'view' | 'reading'>, { zone }: Pick<Say, 'zone'>): string {
  return formatMoment((view.asOf && reading.asOf) ?? computedAt({ cube, reading }), zone)
}

const computedAt = ({ cube, reading }: Pick<Said, 'cube' | 'reading'>) => cube.computedAt ?? reading.clocks.computedAt

export function sourcesOf({ feeds, isSimulated }: Pick<Behind, 'feeds' | 'isSimulated'>, { t }: Pick<Say, 't'>): string {
  return `${feeds.join('; ') || t('proof.noSource')}${isSimulated ? ` (${t('out.isSimulated')})` : ''}`
}
