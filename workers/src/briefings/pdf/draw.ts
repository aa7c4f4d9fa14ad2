import { type BriefingDocument, SIMULATED, SIMULATED_WARNING } from '@ioc/sql/briefings'
import pdfmake from 'pdfmake'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { blockOf, paragraph } from './blocks.ts'
import { FONTS } from './fonts.ts'
import { footOf } from './foot.ts'
import { headOf } from './head.ts'
import { MARGINS, SIZE } from './page.ts'

pdfmake.setFonts(FONTS)
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => Object.values(FONTS.Tinos ?? {}).includes(path))

/** A report as PDF, laid out as Decree 30/2020/NĐ-CP asks for, its fonts within it. */
export async function drawPdf(document: BriefingDocument): Promise<Uint8Array> {
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageMargins: [MARGINS.left, MARGINS.top, MARGINS.right, MARGINS.bottom],
    info: { title: `${document.subject}`, author: document.body, subject: document.asOf },
    language: 'vi',
    defaultStyle: { font: 'Tinos', fontSize: SIZE.body, lineHeight: 1.1 },
    header: (page) => headerOf(page, document.simulated),
    content: contentOf(document),
    // A heading alone at the foot of a page goes along with what it is of. The header of the page is among what follows, above it.
    pageBreakBefore: ({ headlineLevel, startPosition: { top } }, around) =>
      headlineLevel === 1 && around.getFollowingNodesOnPage().every(({ startPosition }) => startPosition.top < top),
  }
  return pdfmake.createPdf(definition).getBuffer()
}

/** From the second page on its number; on every page of what is simulated that it is. */
function headerOf(page: number, simulated: boolean): Content {
  const mark = simulated ? SIMULATED.toLocaleUpperCase('vi') : ''
  return {
    margin: [MARGINS.left, 26, MARGINS.right, 0],
    columns: [
      { width: '*', text: '' },
      { width: 60, text: page > 1 ? String(page) : '', alignment: 'center', fontSize: SIZE.body },
      { width: '*', text: mark, alignment: 'right', fontSize: 9, bold: true },
    ],
  }
}

function contentOf(document: BriefingDocument): Content[] {
  const { asOf, late, simulated, opening, closing, blocks } = document
  const said = (text: string | null, more: object = {}) => (text === null ? [] : [paragraph(text, more)])
  return [
    ...headOf(document),
    { text: `(${asOf})`, italics: true, alignment: 'center', margin: [0, 4, 0, 6] },
    ...said(simulated ? SIMULATED_WARNING : null, { bold: true }),
    ...said(late, { bold: true }),
    ...said(opening),
    ...blocks.map(blockOf),
    // Who signs never stands on a page alone.
    { stack: [...said(closing, { margin: [0, 8, 0, 0] }), footOf(document)], unbreakable: true },
  ]
}
