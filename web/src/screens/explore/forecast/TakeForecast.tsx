import type { ForecastAnswer, IndicatorAnswer } from '@ioc/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { getInstanceByDom } from 'echarts/core'
import type { RefObject } from 'react'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
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
}

/** Takes a forecast away: its picture, or its lines day by day, each with how it was foretold. */
export function TakeForecast({ foretold, courses, picture }: TakeProps) {
  const say = useText()
  const { t, title, unit, zone } = say
  const client = useQueryClient()
  const theme = useDeskTheme()
  const { indicator, answer, view, how } = foretold
  const known = formatMoment(answer.asOf ?? answer.computedAt, zone)
  const address = () => `${location.origin}${EXPLORE}${withView('', view)}`
  const about = (mark: string | null): [string, string][] => [
    [t('explore.indicator'), `${title(indicator.title)} (${indicator.id})`],
    [t('out.unitOfMeasurement'), unit(indicator.unitOfMeasurement)],
    [t('explore.unit'), answer.unit.name],
    [t('forecast.name'), how],
    ...(mark ? [[t('out.simulated'), mark] as [string, string]] : []),
    ...(courses.goal ? [[t('forecast.goal'), courses.goal.name] as [string, string]] : []),
    [t('out.known'), known],
    [t('out.computed'), formatMoment(answer.computedAt, zone)],
    [t('out.address'), address()],
  ]

  const make = async (form: Form): Promise<Blob> => {
    const { simulated } = await client.fetchQuery(readingQuery(indicator.id, view))
    const mark = simulated ? t('out.simulatedMark') : null
    if (form !== 'png') {
      const sheet = courseSheet(courses, indicator, say)
      if (form === 'csv') return csvOf(sheet, about(mark))
      const { xlsxOf } = await import('../out/xlsx.ts')
      return xlsxOf(sheet, about(mark), { table: t('forecast.name'), about: t('out.sheetAbout') })
    }
    const element = picture.current?.querySelector<HTMLElement>('.explore-chart')
    const drawn = element && getInstanceByDom(element)?.renderToCanvas({ pixelRatio: RATIO, backgroundColor: theme.panel })
    if (!drawn) throw new Error(t('out.noPicture'))
    const lines = [...courses.lines.filter(({ points }) => points.length > 0), ...(courses.fan ? [courses.fan] : [])]
    const words = {
      title: `${title(indicator.title)} · ${t('forecast.name')}`,
      subtitle: [answer.unit.name, unit(indicator.unitOfMeasurement), ...lines.map(({ name }) => name)].join(' · '),
      mark,
      notes: [how, t('out.stamp', { moment: known }), address()],
    }
    return blobOf(posterOf(drawn, RATIO, words, theme))
  }

  return <FileMenu forms={FORMS} name={nameOf(view, answer.computedAt)} make={make} />
}

interface TakeProps {
  foretold: Foretold
  courses: Courses
  picture: RefObject<HTMLElement | null>
}
