import type { Draw } from '@ioc/sql'
import { drawPdf } from './pdf/draw.ts'
import { drawWorkbook } from './workbook.ts'

/** A report as the files that go out. */
export const drawBriefing: Draw = async (document) => {
  const [pdf, xlsx] = await Promise.all([drawPdf(document), drawWorkbook(document)])
  return { pdf, xlsx }
}
