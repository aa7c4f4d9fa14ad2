import type { BriefingBlock, BriefingTable } from '@ioc/sql/briefings'
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { INDENT, SIZE, WIDTH } from './page.ts'

const PADDING = 3
const LINE = 0.5
const INK = '#000000'
const HEADING = '#eef1f5'

export function blockOf(block: BriefingBlock): Content {
  switch (block.kind) {
    case 'heading':
      return { text: block.text, bold: true, fontSize: SIZE.body, headlineLevel: 1, margin: [0, 10, 0, 4] }
    case 'paragraph':
      return paragraph(block.text)
    case 'note':
      return { text: block.text, italics: true, fontSize: SIZE.note, margin: [0, 3, 0, 2] }
    case 'table':
      return tableOf(block)
  }
}

export const paragraph = (text: string, more: object = {}): Content => ({
  text,
  fontSize: SIZE.body,
  alignment: 'justify',
  leadingIndent: INDENT,
  margin: [0, 3, 0, 3],
  ...more,
})

/** Its heading is repeated on every page; no row is broken over two. */
function tableOf({ columns, rows }: BriefingTable): Content {
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  const room = WIDTH - columns.length * 2 * PADDING - (columns.length + 1) * LINE
  const head = columns.map(({ title }): TableCell => ({ text: title, bold: true, alignment: 'center', fillColor: HEADING }))
  const body = rows.map((row) =>
    row.map(
      ({ text, strong }, place): TableCell => ({
        text,
        bold: strong === true,
        alignment: columns[place]?.align ?? 'left',
        noWrap: columns[place]?.align === 'right' && !text.includes(' '),
      }),
    ),
  )
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ width }) => (room * width) / whole),
      body: [head, ...body],
    },
    layout: {
      hLineWidth: () => LINE,
      vLineWidth: () => LINE,
      hLineColor: () => INK,
      vLineColor: () => INK,
      paddingLeft: () => PADDING,
      paddingRight: () => PADDING,
      paddingTop: () => 2.5,
      paddingBottom: () => 2.5,
    },
    fontSize: SIZE.table,
    lineHeight: 1.05,
    margin: [0, 4, 0, 4],
  }
}
