import { type BriefingDocument, KIND_OF_DOCUMENT, MOTTO, STATE_NAME } from '@ioc/sql/briefings'
import type { Content } from 'pdfmake/interfaces.js'
import { SIZE, WIDTH } from './page.ts'

const upper = (text: string) => text.toLocaleUpperCase('vi')
const HALF = { agency: 0.42 * WIDTH, state: 0.58 * WIDTH }
/** Capital letters. */
const LONGEST_LINE = 24
/** As long as the motto above it; a third to a half of the line above it under an agency and a subject. */
const RULE = { motto: 166, agency: 62, subject: 110 }

/** The agency with its number, the name of the state with its motto, the place with the day; then what it is a report of. */
export function headOf({ over, body, number, place, day, subject }: BriefingDocument): Content[] {
  return [
    {
      columns: [
        {
          width: HALF.agency,
          stack: [
            ...(over === null ? [] : [{ text: halved(upper(over)), fontSize: SIZE.head }]),
            { text: halved(upper(body)), fontSize: SIZE.body, bold: true },
            rule(RULE.agency, HALF.agency),
            { text: number, fontSize: SIZE.body, margin: [0, 6, 0, 0], preserveLeadingSpaces: true },
          ],
          alignment: 'center',
        },
        {
          width: HALF.state,
          stack: [
            { text: STATE_NAME, fontSize: SIZE.head, bold: true, noWrap: true },
            { text: MOTTO, fontSize: SIZE.body, bold: true },
            rule(RULE.motto, HALF.state),
            { text: `${place}, ${day}`, fontSize: SIZE.body, italics: true, margin: [0, 6, 0, 0] },
          ],
          alignment: 'center',
        },
      ],
      columnGap: 0,
    },
    { text: KIND_OF_DOCUMENT, fontSize: SIZE.subject, bold: true, alignment: 'center', margin: [0, 18, 0, 0] },
    { text: subject, fontSize: SIZE.subject, bold: true, alignment: 'center' },
    rule(RULE.subject, WIDTH),
  ]
}

/** What is longer than its line stands on two, about as long as each other. */
function halved(text: string): string {
  if (text.length <= LONGEST_LINE) return text
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index)
  const middle = spaces.toSorted((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2))[0]
  return middle === undefined ? text : `${text.slice(0, middle)}\n${text.slice(middle + 1)}`
}

/** A line in the middle of what is so wide. */
function rule(length: number, width: number): Content {
  const from = (width - length) / 2
  return {
    canvas: [{ type: 'line', x1: from, y1: 2, x2: from + length, y2: 2, lineWidth: 0.75 }],
    alignment: 'left',
    margin: [0, 1, 0, 2],
  }
}
