import type { IndicatorAnswer } from '@ioc/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { getInstanceByDom } from 'echarts/core'
import type { RefObject } from 'react'
import { lineageQuery } from '../../../proof/queries.ts'
import { useText } from '../../../text/use-text.ts'
import type { Cube } from '../cube.ts'
import { readingQuery } from '../queries.ts'
import { sayNothingBeside, sayReach } from '../reach.ts'
import { EXPLORE } from '../root.ts'
import type { Settled } from '../settle.ts'
import { useDeskTheme } from '../theme.ts'
import { BY_UNIT, withView } from '../view.ts'
import { aboutOf, comparedWith, heldIn, knownAt, periodOf, type Said, sourcesOf } from './about.ts'
import { csvOf } from './csv.ts'
import { FileMenu, FORMS, type Form } from './FileMenu.tsx'
import { mapCanvas } from './map-canvas.ts'
import { nameOf } from './name.ts'
import { blobOf, posterOf, RATIO } from './poster.ts'
import { sheetOf } from './sheet.ts'

interface Props {
  cube: Cube
  view: Settled
  indicators: readonly [IndicatorAnswer, ...IndicatorAnswer[]]
  /** What stands in the rows of the table. */
  members: string
  /** Where the answer stands, its picture in it. */
  answer: RefObject<HTMLElement | null>
}

/** Takes what is on the screen away: its picture, or its table, each with what must be known of it. Nothing is asked anew, so that the file says what was seen. */
export function Out({ cube, view, indicators, members, answer }: Props) {
  const say = useText()
  const { t, title } = say
  const client = useQueryClient()
  const theme = useDeskTheme()

  const behindOf = async (): Promise<Said> => {
    const readings = await Promise.all(indicators.map(({ id }) => client.fetchQuery(readingQuery(id, view)).catch(() => null)))
    const reading = await client.fetchQuery(readingQuery(indicators[0].id, view))
    const behind = await Promise.all(
      indicators.map(async (indicator, place) => {
        const { feeds } = await client.fetchQuery(lineageQuery({ indicator: indicator.id, asOf: view.asOf ?? undefined }))
        const isSimulated =
          (readings[place] ?? reading).simulated ||
          cube.rows.some(({ cells }) => cells[place]?.some((cell) => cell?.simulated) ?? false)
        return { indicator, feeds: feeds.map((feed) => title(feed.title)), isSimulated }
      }),
    )
    const address = `${location.origin}${EXPLORE}${withView('', view)}`
    return { cube: simulatedWhole(cube, view, behind), view, reading, behind, address }
  }

  const make = async (form: Form): Promise<Blob> => {
    const said = await behindOf()
    if (form === 'png') return blobOf(await poster(said))
    const sheet = sheetOf(said.cube, { step: view.step, compare: view.compare, members }, say)
    const about = aboutOf(said, say)
    if (form === 'csv') return csvOf(sheet, about)
    const { workbookOf } = await import('@ioc/server/workbook')
    return workbookOf(sheet, about, { table: t('out.sheetTable'), about: t('out.sheetAbout') })
  }

  const drawing = async (): Promise<HTMLCanvasElement | null> => {
    const picture = answer.current?.querySelector('.explore-picture')
    const map = picture?.querySelector<HTMLElement>('.explore-map')
    if (map) return mapCanvas(map, RATIO, theme)
    const element = picture?.querySelector<HTMLElement>('.explore-chart')
    const chart = element && getInstanceByDom(element)
    return chart?.renderToCanvas({ pixelRatio: RATIO, backgroundColor: theme.panel }) ?? null
  }

  const poster = async (said: Said): Promise<HTMLCanvasElement> => {
    const picture = await drawing()
    if (!picture) throw new Error(t('out.noPicture'))
    const drawn = indicators.slice(0, countDrawn(view.picture, said.cube, indicators.length))
    const without = sayNothingBeside(said.cube, view, say)
    const beside =
      without.length > 0 ? without : comparedWith(said, say).map(([name, compared]) => t('out.beside', { name, compared }))
    const domains = [...new Set(drawn.map(({ domainTitle }) => title(domainTitle)))]
    const units = [...new Set(drawn.map(({ unitOfMeasurement }) => say.unit(unitOfMeasurement)))].filter(Boolean)
    const only = said.reading.where.flatMap(({ values }) => values.map((value) => title(value.title)))
    const sources = [...new Map(said.behind.map((each) => [sourcesOf(each, say), each])).keys()]
    return posterOf(
      picture,
      RATIO,
      {
        title: drawn.map((each) => title(each.title)).join(' · '),
        subtitle: [...domains, said.reading.unit.name, ...only, periodOf(said, say), ...units].join(' · '),
        mark: said.behind.some(({ isSimulated }) => isSimulated) ? t('out.simulatedMark') : null,
        notes: [
          ...beside,
          ...sayReach(said.cube, view, said.reading, say),
          ...heldIn(said.reading, say),
          t('out.stamp', { moment: knownAt(said, say) }),
          t('out.from', { sources: sources.join(' · ') }),
          said.address,
        ],
      },
      theme,
    )
  }

  const forms = FORMS.filter((form) => form !== 'png' || view.picture !== 'table')
  return <FileMenu forms={forms} name={nameOf(view, cube.computedAt)} make={make} />
}

/** How many of the indicators asked for a picture shows: of many members the leading one, of two across each other both. */
function countDrawn(picture: Settled['picture'], { rows }: Cube, all: number): number {
  if (picture === 'scatter') return 2
  return ['bar', 'heat', 'map'].includes(picture) || rows.length > 1 ? 1 : all
}

/** Of the values of a dimension no answer says that they are simulated: they are where the whole is. */
function simulatedWhole(cube: Cube, { by }: Settled, behind: Said['behind']): Cube {
  if (by === null || by === BY_UNIT) return cube
  const rows = cube.rows.map(({ member, cells }) => ({
    member,
    cells: cells.map((of, place) => of.map((cell) => cell && { ...cell, simulated: behind[place]?.isSimulated ?? false })),
  }))
  return { ...cube, rows }
}
