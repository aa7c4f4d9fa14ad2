import { layoutOf, type ReportCell, type ReportTemplate } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import { parseDecimal } from '../values/numbers.ts'
import { cleanText, quote } from '../values/text.ts'

/** What is wrong with a cell and what to do; `blank` is only wrong once the report is sent off. */
export interface CellProblem {
  cell: string
  code: 'blank' | 'not_a_number' | 'not_whole' | 'out_of_range' | 'over_another' | 'not_the_sum' | 'refused'
  message: string
  en: string
  /** What would mend it, where that is sure. */
  remedy?: string
}

/** What is unusual beside the period before, and may well be right. */
export interface CellDoubt {
  cell: string
  message: string
  en: string
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
  const titleOf = (id: string, language: 'vi' | 'en') => quote(known.get(id)?.title[language] ?? id)
  for (const rule of layout.rules) {
    const value = values.get(rule.cell)
    if (typeof value !== 'number') continue
    const { decimals } = known.get(rule.cell) as ReportCell
    if ('atMost' in rule) {
      const most = values.get(rule.atMost)
      if (typeof most !== 'number' || value <= most) continue
      const [vi, en] = (['vi', 'en'] as const).map((language) => [titleOf(rule.cell, language), titleOf(rule.atMost, language)])
      const message = `${vi?.[0]} (${say(value)}) lớn hơn ${vi?.[1]} (${say(most)}). Soát lại cả hai ô.`
      const english = `${en?.[0]} (${say(value)}) is more than ${en?.[1]} (${say(most)}). Look at both cells again.`
      problems.push({ cell: rule.cell, code: 'over_another', message, en: english })
    } else {
      const parts = rule.sumOf.map((id) => values.get(id))
      if (parts.some((part) => typeof part !== 'number')) continue
      const sum = round(
        (parts as number[]).reduce((a, b) => a + b, 0),
        decimals,
      )
      if (sum === value) continue
      const message = `${titleOf(rule.cell, 'vi')} ghi ${say(value)}, nhưng các dòng cộng lại là ${say(sum)}. Soát các dòng; nếu các dòng đúng thì ghi ${say(sum)}.`
      const en = `${titleOf(rule.cell, 'en')} says ${say(value)}, but the rows add up to ${say(sum)}. Look at the rows again; if they are right, write ${say(sum)}.`
      problems.push({ cell: rule.cell, code: 'not_the_sum', message, en, remedy: String(sum).replace('.', ',') })
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
    const en = `${quote(title.en)}: ${say(then)} the period before, ${say(now)} now. If that is right, submit it; better say why in the notes.`
    return [{ cell: id, message, en }]
  })
}

function readCell(cell: ReportCell, typed: string): { value: number | string | null } | { problem: CellProblem } {
  const text = cleanText(typed)
  const wrong = (code: CellProblem['code'], said: Localised) => ({
    problem: { cell: cell.id, code, message: `${quote(cell.title.vi)}${said.vi}`, en: `${quote(cell.title.en)}${said.en}` },
  })
  if (text === '')
    return cell.required
      ? wrong('blank', { vi: ' còn trống. Không có thì ghi 0.', en: ' is blank. Write 0 where there is none.' })
      : { value: null }
  if (cell.kind === 'text') return { value: text }
  const parsed = parseDecimal(cell.kind === 'percent' ? text.replace(/\s*%$/, '') : text, 'vi')
  if (!parsed.ok) {
    return parsed.reason === 'ambiguous'
      ? wrong('not_a_number', {
          vi: `: không rõ ${quote(text)} là bao nhiêu. Viết 1.234 cho một nghìn hai trăm ba mươi tư, 1,5 cho một phẩy năm.`,
          en: `: how much ${quote(text)} is can’t be told. Write 1.234 for one thousand two hundred and thirty-four, 1,5 for one and a half.`,
        })
      : wrong('not_a_number', {
          vi: `: ${quote(text)} không phải số. Chỉ gõ chữ số, ví dụ 1.234; không có thì ghi 0.`,
          en: `: ${quote(text)} is no number. Type figures only, as in 1.234; write 0 where there is none.`,
        })
  }
  if (parsed.value === null)
    return wrong('not_a_number', {
      vi: `: ${quote(text)} không phải số. Không có thì ghi 0.`,
      en: `: ${quote(text)} is no number. Write 0 where there is none.`,
    })
  const value = Number(parsed.value)
  if (round(value, cell.decimals) !== value) {
    const isWhole = cell.decimals === 0
    return wrong('not_whole', {
      vi: `: ${quote(text)} có phần lẻ, ô này nhận ${isWhole ? 'số nguyên' : `tối đa ${cell.decimals} chữ số sau dấu phẩy`}. Dấu phẩy đứng trước phần lẻ; ngăn hàng nghìn bằng dấu chấm.`,
      en: `: ${quote(text)} has decimals, and this cell takes ${isWhole ? 'whole numbers' : `at most ${cell.decimals} of them`}. A comma comes before decimals, a dot between thousands.`,
    })
  }
  if (cell.min !== null && value < cell.min)
    return wrong('out_of_range', {
      vi: `: ${say(value)} nhỏ hơn mức thấp nhất ${say(cell.min)}. Soát lại số đã gõ.`,
      en: `: ${say(value)} is less than the least, ${say(cell.min)}. Look at what was typed again.`,
    })
  if (cell.max !== null && value > cell.max)
    return wrong('out_of_range', {
      vi: `: ${say(value)} lớn hơn mức cao nhất ${say(cell.max)}. Soát lại số đã gõ.`,
      en: `: ${say(value)} is more than the most, ${say(cell.max)}. Look at what was typed again.`,
    })
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return wrong('out_of_range', {
      vi: ': số quá lớn. Soát lại số đã gõ.',
      en: ': the number is too large. Look at what was typed again.',
    })
  return { value }
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}

function say(value: number): string {
  return value.toLocaleString('vi-VN', { maximumFractionDigits: 6 })
}
