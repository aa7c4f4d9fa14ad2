import { read, utils } from '@e965/xlsx'
import type { BriefingDocument } from '@ioc/server/contract'
import { extractText, getDocumentProxy } from 'unpdf'

type Cells = (string | number)[][]

/** The tables of a report, each as rows of what its cells say: a number where a spreadsheet has one. */
export function tablesOf({ blocks }: BriefingDocument): Cells[] {
  return blocks.flatMap((block) =>
    block.kind === 'table'
      ? [
          [
            block.columns.map(({ title }) => title),
            ...block.rows.map((row) => row.map(({ text, value }) => (value !== undefined && isNumber(text) ? value : text))),
          ],
        ]
      : [],
  )
}

const isNumber = (text: string) => /^[+−]?[\d.,]+$/.test(text)

/** The tables of a workbook, by another reader than the one that wrote it; with `shown`, as a spreadsheet would show its numbers. */
export function tablesIn(file: Uint8Array, shown = false): Cells[] {
  const book = read(file)
  return book.SheetNames.slice(1).map((name) =>
    utils.sheet_to_json<(string | number)[]>(book.Sheets[name] as never, { header: 1, defval: '', raw: !shown }).slice(3),
  )
}

/** What every page of a PDF says, line breaks and gaps left out, since cells are broken into lines. */
export async function pagesOf(file: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(file)), { mergePages: false })
  return text.map((page) => page.normalize('NFC').replace(/\s+/g, ''))
}

/** What stands within the upper margin of every page of a PDF, from left to right. */
export async function headsOf(file: Uint8Array): Promise<string[]> {
  const paper = await getDocumentProxy(new Uint8Array(file))
  const numbers = Array.from({ length: paper.numPages }, (_, place) => place + 1)
  return Promise.all(
    numbers.map(async (number) => {
      const page = await paper.getPage(number)
      const { items } = await page.getTextContent()
      const { height } = page.getViewport({ scale: 1 })
      const inMargin = items.flatMap((item) => ('str' in item && item.transform[5] > height - MARGIN ? item.str : []))
      return inMargin.join(' ').normalize('NFC').replace(/\s+/g, ' ').trim()
    }),
  )
}

/** 20 mm, in points. */
const MARGIN = 56

export const packed = (text: string) => text.normalize('NFC').replace(/\s+/g, '')
