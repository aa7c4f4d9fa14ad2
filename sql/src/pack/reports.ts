import { z } from 'zod'
import { sayDay, startOfDay } from '../time/hanoi.ts'
import { defineNormaliser, type Normaliser, type Problem } from './normalise.ts'

// Statistical reports: one record per unit, period and form, holding counts and never persons. A domain says which forms
// there are and what each counts; everything else about them is the same.

export interface ReportForm {
  /** What the form counts, by our name, in the words a steward reads. */
  items: Record<string, string>
  /** Items that may be fractions, such as a mean mark. */
  fractions?: string[]
}

const Report = z.looseObject({
  unit: z.string().min(1),
  form: z.string().min(1),
  /** The last day it covers, yyyy-mm-dd. */
  as_of: z.iso.date(),
  /** Who counted, where several count the same thing. */
  source: z.string().default(''),
  /** Which part of the unit: a facility, a level of schooling. Blank for all of it. */
  part: z.string().max(200).default(''),
  updated_at: z.date().nullish(),
})
type Report = z.infer<typeof Report>
const Key = Report.pick({ unit: true, form: true, as_of: true, source: true, part: true, updated_at: true })

/** The normaliser of a domain whose records are reports. */
export function defineReports(forms: Record<string, ReportForm>): Normaliser<Report> {
  return defineNormaliser({
    schema: Report as z.ZodType<Report>,
    columns: { form: 'text', as_of: 'date', source: 'text', part: 'text', figures: 'jsonb' },
    forms: Object.fromEntries(Object.entries(forms).map(([form, { items }]) => [form, items])),
    toFact(report, context) {
      const unit = context.unit(report.unit, startOfDay(report.as_of))
      const form = forms[report.form]
      const problems: Problem[] = []
      if (unit === null) problems.push(unknownUnit(report))
      if (!form) problems.push(unknownForm(report, Object.keys(forms)))
      if (startOfDay(report.as_of) > context.receivedAt) problems.push(notYet(report))
      const figures = form ? readFigures(form, report, problems) : {}
      if (problems.length > 0 || unit === null) return { problems }
      return {
        fact: {
          external_id: idOf(unit, report),
          source_version: (report.updated_at ?? context.receivedAt).getTime(),
          unit_id: unit,
          form: report.form,
          as_of: report.as_of,
          source: report.source,
          part: report.part,
          figures,
        },
      }
    },
    identify(record, context) {
      const { data: known } = Key.safeParse(record)
      const unit = known ? context.unit(known.unit, startOfDay(known.as_of)) : null
      if (!known || unit === null) return null
      return { external_id: idOf(unit, known), source_version: known.updated_at?.getTime() ?? null }
    },
  })
}

function idOf(unit: number, { form, as_of, source, part }: Pick<Report, 'form' | 'as_of' | 'source' | 'part'>): string {
  return [unit, form, source, part, as_of].join('|')
}

/** The form's items as the report has them; a blank stays out and is never 0. */
function readFigures(form: ReportForm, report: Report, problems: Problem[]): Record<string, number> {
  const figures: Record<string, number> = {}
  for (const [item, words] of Object.entries(form.items)) {
    const value = report[item]
    if (value === undefined || value === null) continue
    const number = Number(value)
    if (!Number.isFinite(number) || number < 0) problems.push(noCount(item, words, value))
    else if (!Number.isInteger(number) && !form.fractions?.includes(item)) problems.push(noWhole(item, words, value))
    else figures[item] = number
  }
  if (problems.length === 0 && Object.keys(figures).length === 0) problems.push(empty(form))
  return figures
}

function unknownUnit({ unit, as_of }: Report): Problem {
  const message = `Không nhận ra đơn vị «${unit}» tại ngày ${sayDay(as_of)}. Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
  return { field: 'unit', code: 'unknown_unit', message }
}

function unknownForm({ form }: Report, known: string[]): Problem {
  const message = `Không có nhóm chỉ tiêu «${form}». Quy đổi thành một trong các nhóm sau ở bước «Ghép cột»: ${known.join(', ')}.`
  return { field: 'form', code: 'unknown_form', message }
}

function notYet({ as_of }: Report): Problem {
  const message = `Kỳ báo cáo ${sayDay(as_of)} chưa tới. Kiểm tra định dạng ngày của nguồn, hoặc nguồn đã gửi số kế hoạch thay số thực tế.`
  return { field: 'as_of', code: 'in_the_future', message }
}

function noCount(field: string, words: string, value: unknown): Problem {
  return { field, code: 'not_a_count', message: `«${words}» là «${value}», không phải số đếm từ 0 trở lên. Nguồn cần gửi lại.` }
}

function noWhole(field: string, words: string, value: unknown): Problem {
  return {
    field,
    code: 'not_whole',
    message: `«${words}» là «${value}»: số đếm phải nguyên. Kiểm tra dấu chấm, dấu phẩy của nguồn.`,
  }
}

function empty({ items }: ReportForm): Problem {
  const message = `Bản ghi không có chỉ tiêu nào của nhóm (${Object.values(items).slice(0, 4).join(', ')}…). Nguồn chưa có số thì không gửi; có thì bổ sung.`
  return { field: '', code: 'no_figures', message }
}
