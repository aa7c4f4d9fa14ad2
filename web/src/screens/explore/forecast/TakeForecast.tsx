import type { ForecastAnswer, IndicatorAnswer } from '@ioc/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { getInstanceByDom } from 'echarts/core'
import type { RefObject } from 'react'
import { lineageQuery } from '../../../proof/queries.ts'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { sourcesOf } from '../out/about.ts'
import { csvOf } from '../out/csv.ts'
import { FileMenu, FORMS, type Form } from '../out/FileMenu.tsx'
import { nameOf } from '../out/name.ts'
import { blobOf, posterOf, RATIO } from '../out/poster.ts'
import { readingQuery } from '../queries.ts'
import { EXPLORE } from '../root.ts'
import type { Settled } from '../settle.ts'
import { useDeskTheme } from '../theme.ts'
import { withView } from '../view.ts'
import { type Courses, courseSheet } from './course.ts'

export interface Foretold {
  indicator: IndicatorAnswer
  answer: Pick<ForecastAnswer, 'unit' | 'asOf' | 'computedAt'>
  view: Settled
  /** How it is foretold, and how often that held. */
  how: string
  /** What is supposed of units, a sentence each. */
  assumed: readonly string[]
}

/** Takes a forecast away: its picture, or its lines day by day, each with how it was foretold. */
export function TakeForecast({ foretold, courses, picture }: TakeProps) {
  const say = useText()
  const { t, title, unit, zone } = say
  const client = useQueryClient()
  const theme = useDeskTheme()
  const { indicator, answer, view, how, assumed } = foretold
  const known = formatMoment(answer.asOf ?? answer.computedAt, zone)
  const address = () => `${location.origin}${EXPLORE}${withView('', view)}`
  const about = ({ mark, sources }: Behind): [string, string][] => [
    [t('explore.indicator'), `${title(indicator.title)} (${indicator.id})`],
    [t('out.domain'), title(indicator.domainTitle)],
    [t('out.unitOfMeasurement'), unit(indicator.unitOfMeasurement)],
    ...indicator.definitions.map(({ from, formula }): [string, string] => [
      t('out.definition'),
      from ? `${formula} (${t('out.since', { day: say.day(`${from}T00:00:00+07:00`) })})` : formula,
    ]),
    [t('out.sources'), sources],
    [t('explore.unit'), answer.unit.name],
    [t('forecast.name'), how],
    ...assumed.map((each): [string, string] => [t('forecast.whatIf'), each]),
    ...(mark ? [[t('out.simulated'), mark] as [string, string]] : []),
    ...(courses.goal ? [[t('forecast.goal'), courses.goal.name] as [string, string]] : []),
    [t('out.known'), known],
    [t('out.computed'), formatMoment(answer.computedAt, zone)],
    [t('out.address'), address()],
  ]

  const make = async (form: Form): Promise<Blob> => {
    const { simulated } = await client.fetchQuery(readingQuery(indicator.id, view))
    const mark = simulated ? t('out.simulatedMark') : null
    const { feeds } = await client.fetchQuery(lineageQuery({ indicator: indicator.id, asOf: view.asOf ?? undefined }))
    const sources = sourcesOf({ feeds: feeds.map((feed) => title(feed.title)), isSimulated: simulated }, say)
    if (form !== 'png') {
      const sheet = courseSheet(courses, indicator, say)
      if (form === 'csv') return csvOf(sheet, about({ mark, sources }))
      const { workbookOf } = await import('@ioc/server/workbook')
      return workbookOf(sheet, about({ mark, sources }), { table: t('forecast.name'), about: t('out.sheetAbout') })
    }
    const element = picture.current?.querySelector<HTMLElement>('.explore-chart')
    const drawn = element && getInstanceByDom(element)?.renderToCanvas({ pixelRatio: RATIO, backgroundColor: theme.panel })
    if (!drawn) throw new Error(t('out.noPicture'))
    const lines = courses.lines.filter(({ points }) => points.length > 0)
    const drawnAs = [
      ...lines.map((line) => t(`forecast.drawn.${lookOf(line)}`, { name: line.name })),
      ...(courses.fan ? [t('forecast.drawn.band', { name: courses.fan.name })] : []),
    ]
    const words = {
      title: `${title(indicator.title)} · ${t('forecast.name')}`,
      subtitle: [title(indicator.domainTitle), answer.unit.name, unit(indicator.unitOfMeasurement)].join(' · '),
      mark,
      notes: [
        `${drawnAs.join('. ')}.`,
        ...assumed.map((each) => `${t('forecast.changed')}: ${each}.`),
        how,
        t('out.stamp', { moment: known }),
        t('out.from', { sources }),
        address(),
      ],
    }
    return blobOf(posterOf(drawn, RATIO, words, theme))
  }

  return <FileMenu forms={FORMS} name={nameOf(view, answer.computedAt)} make={make} />
}

interface Behind {
  mark: string | null
  sources: string
}

/** How a line is told from the others in words, where no legend is drawn. */
function lookOf({ dash, width }: Courses['lines'][number]): 'solid' | 'thin' | 'dashed' | 'dotted' {
  if (!dash) return 'solid'
  if (width !== undefined) return 'thin'
  return Math.max(...dash) > 4 ? 'dashed' : 'dotted'
}

interface TakeProps {
  foretold: Foretold
  courses: Courses
  picture: RefObject<HTMLElement | null>
}
