import type { IndicatorAnswer, RecordsAnswer } from '@ioc/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Refused } from '../../../api/get.ts'
import { lineageQuery } from '../../../proof/queries.ts'
import { useText } from '../../../text/use-text.ts'
import { columnOf } from '../cube.ts'
import { aboutOf } from '../out/about.ts'
import { csvOf } from '../out/csv.ts'
import { FileMenu, FORMS, type Form } from '../out/FileMenu.tsx'
import { nameOf } from '../out/name.ts'
import { readingQuery, recordsQuery } from '../queries.ts'
import { EXPLORE } from '../root.ts'
import type { Settled } from '../settle.ts'
import { withView } from '../view.ts'
import { sheetOfRecords } from './sheet.ts'

/** More are no list to work through, and are held in memory as they are written. */
const MOST = 20_000
const A_PAGE = 500

interface Props {
  /** What is on the screen: all its records are taken as they were known then. */
  answer: RecordsAnswer
  indicator: IndicatorAnswer
  view: Settled
  /** Of the formula, whose records these are, and whether they come to it. */
  term: string
  verdict: string
}

/** Takes the records behind a number away, all of them and in their order, with what must be known of them. */
export function TakeRecords({ answer, indicator, view, term, verdict }: Props) {
  const say = useText()
  const { t, title, number } = say
  const client = useQueryClient()

  const make = async (form: Form): Promise<Blob> => {
    if (answer.listed > MOST) throw new Refused(t('out.tooManyRecords', { count: number(answer.listed), most: number(MOST) }))
    const asked = { ...view, asOf: view.asOf ?? answer.computedAt }
    const pageOf = (page: number) => client.fetchQuery(recordsQuery(indicator.id, asked, page, A_PAGE))
    const pages: [RecordsAnswer, ...RecordsAnswer[]] = [await pageOf(0)]
    while (pages.length * A_PAGE < answer.listed) pages.push(await pageOf(pages.length))
    const sheet = sheetOfRecords(pages, say)
    const reading = await client.fetchQuery(readingQuery(indicator.id, view))
    const { feeds } = await client.fetchQuery(lineageQuery({ indicator: indicator.id, asOf: view.asOf ?? undefined }))
    const behind = [{ indicator, feeds: feeds.map((feed) => title(feed.title)), isSimulated: reading.simulated }]
    const cube = { columns: [columnOf(indicator, answer)], slots: null, rows: [], computedAt: answer.computedAt }
    const address = `${location.origin}${EXPLORE}${withView('', view)}`
    const about: [string, string][] = [
      [t('explore.recordsOf'), term],
      [t('explore.recordsTable'), verdict],
      ...aboutOf({ cube, view, reading, behind, address }, say),
    ]
    if (form === 'csv') return csvOf(sheet, about)
    const { workbookOf } = await import('@ioc/server/workbook')
    return workbookOf(sheet, about, { table: t('explore.recordsTable'), about: t('out.sheetAbout') })
  }

  const forms = FORMS.filter((form) => form !== 'png')
  return <FileMenu forms={forms} name={`${nameOf(view, answer.computedAt)}_records`} make={make} />
}
