import { Invalid } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import { Unreadable } from '../../formats/format.ts'
import { readRecords } from '../../formats/workbook/read.ts'
import { settings } from '../../formats/workbook/settings.ts'
import { decimalOf } from '../../values/numbers.ts'
import { oneLine, quote } from '../../values/text.ts'
import { type CellProblem, checkCells } from '../check.ts'
import { FIRST_ROW, planOf, SHEET, type SheetPlan, STAMP_SHEET, type WorkbookOf } from './plan.ts'
import { stampOf } from './write.ts'

export interface ReadWorkbook {
  /** Every cell of the form as the workbook has it; a blank one is ''. */
  cells: Record<string, string>
  /** What is wrong with them, each with its address on the sheet. */
  problems: (CellProblem & { at: string })[]
}

const SETTINGS = settings.parse({ shape: 'table', headerRow: 1, maxMegabytes: 2, deadlineSeconds: 30 })
const MOST_ROWS = 5_000
const AGAIN = {
  vi: 'Bấm «Tải mẫu Excel» để lấy mẫu đúng, chép số sang rồi nạp lại.',
  en: 'Press “Download the Excel form” for the right one, copy the figures into it and send it again.',
}

/**
 * What was typed into a workbook given out for this very report. One of another report, and one whose structure was changed, is
 * refused whole, for its numbers may stand in the wrong place. It is parsed where a hostile file costs nothing else.
 */
export async function readWorkbook(
  of: WorkbookOf,
  { body, name }: { body: AsyncIterable<Uint8Array>; name: string },
): Promise<ReadWorkbook> {
  const { sheet, stamp } = await sheetsIn(body, name)
  refuseOther(of, stamp, name)
  const plan = planOf(of.template)
  refuseChanged(plan, sheet, name)
  const cells: Record<string, string> = {}
  const atOf = new Map<string, string>()
  for (const [address, { id, kind }] of plan.inputs) {
    cells[id] = textOf(sheet.get(address), kind)
    atOf.set(id, address)
  }
  const { problems } = checkCells(of.template, cells)
  return {
    cells,
    problems: problems.map((problem) => {
      const at = atOf.get(problem.cell) as string
      return { ...problem, at, message: `Ô ${at}: ${problem.message}`, en: `Cell ${at}: ${problem.en}` }
    }),
  }
}

type Grid = Map<string, unknown>

async function sheetsIn(body: AsyncIterable<Uint8Array>, name: string): Promise<{ sheet: Grid; stamp: Map<string, string> }> {
  const sheet: Grid = new Map()
  const stamp = new Map<string, string>()
  let rows = 0
  try {
    for await (const record of readRecords({ body, name }, SETTINGS)) {
      if (++rows > MOST_ROWS)
        throw new Invalid({
          vi: `${name}: tệp có quá nhiều dòng, không phải mẫu của hệ thống. ${AGAIN.vi}`,
          en: `${name}: the file has too many rows and is no form of ours. ${AGAIN.en}`,
        })
      const [, title = '', row = ''] = /^(.*)!R(\d+)$/.exec(record.at ?? '') ?? []
      if ('problem' in record)
        throw new Invalid({
          vi: `${name}: ${title} dòng ${row} có ô thừa ngoài mẫu. Xóa ô thừa rồi nạp lại.`,
          en: `${name}: ${title}, row ${row}, has a cell beyond the form. Clear it and send the file again.`,
        })
      if (title === STAMP_SHEET) stamp.set(String(record.value.a ?? ''), String(record.value.b ?? ''))
      else if (title === SHEET) {
        // The hidden row of letters makes each column's letter its heading.
        for (const [letter, value] of Object.entries(record.value))
          if (isThere(value)) sheet.set(`${letter.toUpperCase()}${row}`, value)
      }
    }
  } catch (error) {
    if (error instanceof Unreadable) throw new Invalid({ vi: error.message, en: error.en })
    throw error
  }
  return { sheet, stamp }
}

function refuseOther(of: WorkbookOf, stamp: Map<string, string>, name: string): void {
  if (!stamp.has('mau'))
    throw new Invalid({
      vi: `${name}: không phải mẫu tải từ hệ thống này. ${AGAIN.vi}`,
      en: `${name}: this form was not downloaded from this system. ${AGAIN.en}`,
    })
  const wanted = stampOf(of)
  const said = (key: string) => oneLine(stamp.get(key) ?? '')
  if (said('mau') !== wanted.mau)
    throw new Invalid({
      vi: `${name}: tệp này là của mẫu báo cáo khác (${quote(said('mau'))}). Mở đúng báo cáo rồi nạp. ${AGAIN.vi}`,
      en: `${name}: this file is of another form (${quote(said('mau'))}). Open the right report and send it there. ${AGAIN.en}`,
    })
  if (said('don_vi') !== wanted.don_vi || said('ky') !== wanted.ky)
    throw new Invalid({
      vi: `${name}: tệp này của ${quote(said('ten_don_vi'))}, kỳ ${quote(said('ten_ky'))}; báo cáo đang mở của ${quote(wanted.ten_don_vi)}, kỳ ${quote(wanted.ten_ky)}. Mở đúng báo cáo rồi nạp, hoặc tải mẫu của báo cáo này.`,
      en: `${name}: this file is of ${quote(said('ten_don_vi'))}, period ${quote(said('ten_ky'))}; the open report is of ${quote(wanted.ten_don_vi)}, period ${quote(wanted.ten_ky)}. Open the right report and send it there, or download the form of this one.`,
    })
  if (said('ban') !== wanted.ban)
    throw new Invalid({
      vi: `${name}: mẫu đã thay đổi từ khi tệp được tải (bản ${quote(said('ban'))}, nay là bản ${wanted.ban}). ${AGAIN.vi}`,
      en: `${name}: the form has changed since the file was downloaded (version ${quote(said('ban'))}, now version ${wanted.ban}). ${AGAIN.en}`,
    })
}

const TOLD = 3

function refuseChanged(plan: SheetPlan, sheet: Grid, name: string): void {
  const changes: Localised[] = []
  for (const [address, text] of plan.labels) {
    const found = oneLine(String(sheet.get(address) ?? ''))
    if (found !== oneLine(text))
      changes.push({
        vi: `ô ${address} của mẫu ghi ${quote(text)}, tệp ghi ${quote(found)}`,
        en: `cell ${address} of the form says ${quote(text)}, that of the file ${quote(found)}`,
      })
  }
  for (const address of sheet.keys()) {
    const row = Number(address.slice(1))
    if (row < FIRST_ROW || plan.labels.has(address) || plan.inputs.has(address)) continue
    changes.push({ vi: `ô ${address} không có trong mẫu`, en: `cell ${address} is not part of the form` })
  }
  if (changes.length === 0) return
  const others = changes.length - TOLD
  const told = (language: 'vi' | 'en') =>
    changes
      .slice(0, TOLD)
      .map((change) => change[language])
      .join('; ')
  throw new Invalid({
    vi: `${name}: cấu trúc mẫu đã bị thay đổi: ${told('vi')}${others > 0 ? ` và ${others} chỗ nữa` : ''}. ${AGAIN.vi}`,
    en: `${name}: the structure of the form was changed: ${told('en')}${others > 0 ? ` and ${others} more places` : ''}. ${AGAIN.en}`,
  })
}

/** As a person would type it on the screen. */
function textOf(value: unknown, kind: string): string {
  if (!isThere(value)) return ''
  if (typeof value === 'number' && kind !== 'text') return (decimalOf(value) ?? String(value)).replace('.', ',')
  return String(value).trim()
}

function isThere(value: unknown): boolean {
  return value !== null && value !== undefined && !(typeof value === 'string' && value.trim() === '')
}
