import { z } from 'zod'
import { isBlank } from '../values/parsed.ts'
import { foldName, oneLine } from '../values/text.ts'
import type { Draft } from './draft.ts'
import { compilePattern, pattern } from './pattern.ts'

/** What a column of figures tells: an item, or an item of a period, and in which column stands whose it is, where each has its own. */
const Told = z.union([
  z.string().min(1),
  z.strictObject({ item: z.string().min(1), period: z.string().min(1).optional(), beside: z.string().min(1).optional() }),
])

/** How the rows of a table become records, where a row is not simply one: shared by delimited text and workbooks. */
export const reshaping = {
  rows: z
    .strictObject({ column: z.string().min(1), like: pattern })
    .optional()
    .meta({
      title: 'Chỉ lấy các dòng',
      help: 'Cột và mẫu: dòng không khớp (dòng tổng, tên vùng, ghi chú) được bỏ qua. Ví dụ cột «STT», mẫu «^\\d+$».',
    }),
  figures: z.record(z.string(), Told).optional().meta({
    title: 'Các cột số liệu',
    help: 'Tên cột → khoản mục, hoặc khoản mục và kỳ. Mỗi ô có số thành một bản ghi riêng, thêm «item», «period», «beside» (tên ở cột riêng của nó) và «amount»; ô trống thì bỏ qua.',
  }),
  outside: z
    .record(
      z.string().min(1),
      z.string().regex(/^([A-Z]{1,3}[1-9]\d{0,6}|@sheet|@file)$/, 'ghi ô như «A3», hoặc «@sheet», «@file»'),
    )
    .optional()
    .meta({
      title: 'Giá trị ngoài bảng',
      help: 'Tên cột mới → nơi lấy: một ô phía trên bảng như «A3», «@sheet» là tên trang tính, «@file» là tên tệp.',
    }),
}

export interface Reshaping {
  rows?: { column: string; like: string } | undefined
  figures?: Record<string, z.infer<typeof Told>> | undefined
}

/** The records that one row is: none where it is left out, one, or one a figure; what the source left blank is none. */
export function reshape({ rows, figures }: Reshaping): (row: Draft) => Draft[] {
  const wanted = rows && { key: foldName(rows.column), like: compilePattern(rows.like), column: rows.column }
  const columns =
    figures &&
    Object.keys(figures).length > 0 &&
    Object.entries(figures).map(([column, told]) => ({ column, key: keyOf(column), ...toldBy(told) }))
  return (row) => {
    if (!('value' in row)) return [row]
    const { at, value } = row
    if (wanted) {
      const key = [wanted.column, wanted.key].find((name) => Object.hasOwn(value, name))
      if (key === undefined) return [missing(row, wanted.column)]
      if (!wanted.like.test(oneLine(String(value[key] ?? '')))) return []
    }
    if (!columns) return [row]
    return columns.flatMap(({ column, key, beside, ...told }): Draft[] => {
      const name = [column, key].find((each) => Object.hasOwn(value, each))
      const whose = beside && [beside, keyOf(beside)].find((each) => Object.hasOwn(value, each))
      if (name === undefined) return [missing(row, column)]
      if (beside !== undefined && whose === undefined) return [missing(row, beside)]
      const amount = value[name]
      if (amount === null || isBlank(String(amount))) return []
      return [{ at, value: { ...value, ...told, ...(whose && { beside: value[whose] }), amount } }]
    })
  }
}

function toldBy(told: z.infer<typeof Told>): Exclude<z.infer<typeof Told>, string> {
  return typeof told === 'string' ? { item: told } : told
}

function missing({ at, value }: { at: string; value: Record<string, unknown> }, column: string): Draft {
  const problem = `Không có cột «${column}». Sửa «Các cột số liệu» hoặc «Chỉ lấy các dòng» ở bước «Nhận cột», hoặc tên cột của tệp.`
  const en = `There is no column «${column}». Correct the columns of figures or the rows that are taken at “Columns”, or the file’s own heading.`
  return { at, problem, en, raw: Object.keys(value).join(' | ').slice(0, 10_000) }
}

/** A blank heading has a key of its own already. */
function keyOf(column: string): string {
  return foldName(column) || column
}
