import { type BriefingDocument, RECIPIENTS } from '@ioc/sql/briefings'
import type { Content } from 'pdfmake/interfaces.js'
import { SIZE, WIDTH } from './page.ts'

/** Whom it goes to at the left, who signs at the right. */
export function footOf({ recipients, signer }: BriefingDocument): Content {
  return {
    columns: [
      {
        width: 0.48 * WIDTH,
        stack: [
          { text: RECIPIENTS, fontSize: SIZE.recipientsTitle, bold: true, italics: true },
          ...recipients.map((each) => ({ text: `- ${each}`, fontSize: SIZE.recipients })),
        ],
      },
      {
        width: 0.52 * WIDTH,
        stack: [
          ...signer.titles.map((title) => ({ text: title.toLocaleUpperCase('vi'), bold: true })),
          { text: signer.name ?? ' ', bold: true, margin: [0, 62, 0, 0] },
        ],
        fontSize: SIZE.body,
        alignment: 'center',
      },
    ],
    columnGap: 0,
    margin: [0, 14, 0, 0],
  }
}
