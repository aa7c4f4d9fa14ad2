import { layoutOf, type ReportCell, type ReportTemplate } from '@ioc/sql'
import { parseDecimal } from '../values/numbers.ts'
import { cleanText, quote } from '../values/text.ts'

/** What is wrong with a cell and what to do; `blank` is only wrong once the report is sent off. */
export interface CellProblem {
  cell: string
  code: 'blank' | 'not_a_number' | 'not_whole' | 'out_of_range' | 'over_another' | 'not_the_sum' | 'refused'
  message: string
  /** What would mend it, where that is sure. */
  remedy?: string
}

/** What is unusual beside the period before, and may well be right. */
export interface CellDoubt {
  cell: string
  message: string
}

export type CellValues = ReadonlyMap<string, number | string>

/** Reads every cell as it was typed and holds it against the rules of its form. */
export function checkCells(
  template: ReportTemplate,
  cells: Record<string, string>,
): { values: CellValues; problems: CellProblem[] } {
  const layout = layoutOf(template)
  const known = new Map(layout.cells.map((cell) => [cell.id, cell]))
  const values = new Map<string, number | string>()
  const problems: CellProblem[] = []
  for (const cell of layout.cells) {
    const read = readCell(cell, cells[cell.id] ?? '')
    if ('problem' in read) problems.push(read.problem)
    else if (read.value !== null) values.set(cell.id, read.value)
  }
  const titleOf = (id: string) => quote(known.get(id)?.title.vi ?? id)
  for (const rule of layout.rules) {
    const value = values.get(rule.cell)
    if (typeof value !== 'number') continue
    const { decimals } = known.get(rule.cell) as ReportCell
    if ('atMost' in rule) {
      const most = values.get(rule.atMost)
      if (typeof most !== 'number' || value <= most) continue
      const message = `${titleOf(rule.cell)} (${say(value)}) lớn hơn ${titleOf(rule.atMost)} (${say(most)}). Soát lại cả hai ô.`
      problems.push({ cell: rule.cell, code: 'over_another', message })
    } else {
      const parts = rule.sumOf.map((id) => values.get(id))
      if (parts.some((part) => typeof part !== 'number')) continue
      const sum = round(
        (parts as number[]).reduce((a, b) => a + b, 0),
        decimals,
      )
      if (sum === value) continue
      const message = `${titleOf(rule.cell)} ghi ${say(value)}, nhưng các dòng cộng lại là ${say(sum)}. Soát các dòng; nếu các dòng đúng thì ghi ${say(sum)}.`
      problems.push({ cell: rule.cell, code: 'not_the_sum', message, remedy: String(sum).replace('.', ',') })
    }
  }
  const order = new Map(layout.cells.map(({ id }, place) => [id, place]))
  return { values, problems: problems.sort((a, b) => (order.get(a.cell) ?? 0) - (order.get(b.cell) ?? 0)) }
}

const MUCH = 2
/** Below these many, a doubling is nothing to ask about. */
const FEW = 20

/** Figures that have doubled or halved since the period before. */
export function doubtsOf(template: ReportTemplate, values: CellValues, before: CellValues): CellDoubt[] {
  return layoutOf(template).cells.flatMap(({ id, title }) => {
    const [now, then] = [values.get(id), before.get(id)]
    if (typeof now !== 'number' || typeof then !== 'number' || Math.max(now, then) < FEW) return []
    if (now <= then * MUCH && now * MUCH >= then) return []
    const message = `${quote(title.vi)}: kỳ trước ${say(then)}, kỳ này ${say(now)}. Đúng thì cứ nộp; nên ghi lý do ở mục ghi chú.`
    return [{ cell: id, message }]
  })
}

function readCell(cell: ReportCell, typed: string): { value: number | string | null } | { problem: CellProblem } {
  const text = cleanText(typed)
  const wrong = (code: CellProblem['code'], message: string) => ({ problem: { cell: cell.id, code, message } })
  const title = quote(cell.title.vi)
  if (text === '') return cell.required ? wrong('blank', `${title} còn trống. Không có thì ghi 0.`) : { value: null }
  if (cell.kind === 'text') return { value: text }
  const parsed = parseDecimal(cell.kind === 'percent' ? text.replace(/\s*%$/, '') : text, 'vi')
  if (!parsed.ok) {
    return parsed.reason === 'ambiguous'
      ? wrong(
          'not_a_number',
          `${title}: không rõ ${quote(text)} là bao nhiêu. Viết 1.234 cho một nghìn hai trăm ba mươi tư, 1,5 cho một phẩy năm.`,
        )
      : wrong('not_a_number', `${title}: ${quote(text)} không phải số. Chỉ gõ chữ số, ví dụ 1.234; không có thì ghi 0.`)
  }
  if (parsed.value === null) return wrong('not_a_number', `${title}: ${quote(text)} không phải số. Không có thì ghi 0.`)
  const value = Number(parsed.value)
  if (round(value, cell.decimals) !== value) {
    const allowed = cell.decimals === 0 ? 'số nguyên' : `tối đa ${cell.decimals} chữ số sau dấu phẩy`
    return wrong(
      'not_whole',
      `${title}: ${quote(text)} có phần lẻ, ô này nhận ${allowed}. Dấu phẩy đứng trước phần lẻ; ngăn hàng nghìn bằng dấu chấm.`,
    )
  }
  if (cell.min !== null && value < cell.min)
    return wrong('out_of_range', `${title}: ${say(value)} nhỏ hơn mức thấp nhất ${say(cell.min)}. Soát lại số đã gõ.`)
  if (cell.max !== null && value > cell.max)
    return wrong('out_of_range', `${title}: ${say(value)} lớn hơn mức cao nhất ${say(cell.max)}. Soát lại số đã gõ.`)
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return wrong('out_of_range', `${title}: số quá lớn. Soát lại số đã gõ.`)
  return { value }
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}

function say(value: number): string {
  return value.toLocaleString('vi-VN', { maximumFractionDigits: 6 })
}
