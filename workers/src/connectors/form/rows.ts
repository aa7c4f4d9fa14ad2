import type { Localised } from '@ioc/sql/pack'
import { quote } from '../../values/text.ts'
import type { FormConfig } from './config.ts'

type Field = FormConfig['fields'][number]

/** What is wrong with a row, and in which field; null where it is the row itself. */
export interface RowFault {
  field: string | null
  message: string
  en: string
}

/** What is wrong with a row as it was typed, field by field. */
export function faultsOf(fields: Field[], row: unknown): RowFault[] {
  const of = (field: string | null, { vi, en }: Localised): RowFault => ({ field, message: vi, en })
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    return [of(null, { vi: 'không phải một dòng của biểu.', en: 'is no row of the form.' })]
  const typed = row as Record<string, unknown>
  const unknown = Object.keys(typed).filter((name) => !fields.some((field) => field.name === name))
  return [
    ...unknown.map((name) =>
      of(null, { vi: `biểu không có trường ${quote(name)}.`, en: `the form has no field ${quote(name)}.` }),
    ),
    ...fields.flatMap((field) => {
      const fault = faultIn(field, Object.hasOwn(typed, field.name) ? typed[field.name] : undefined)
      const { title } = field
      return fault ? [of(field.name, { vi: `«${title}» ${fault.vi}`, en: `«${title}» ${fault.en}` })] : []
    }),
  ]
}

const LONGEST = 10_000
const CHOICES_TOLD = 10

function faultIn({ type, required, choices }: Field, value: unknown): Localised | null {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === ''))
    return required ? { vi: 'còn trống. Nhập giá trị.', en: 'is blank. Type a value.' } : null
  if (type === 'number' || type === 'integer') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return { vi: 'phải là số.', en: 'must be a number.' }
    const isWhole = type === 'number' || Number.isInteger(value)
    return isWhole ? null : { vi: 'phải là số nguyên.', en: 'must be a whole number.' }
  }
  if (typeof value !== 'string' || value.length > LONGEST)
    return { vi: `phải là chữ, không quá ${LONGEST} ký tự.`, en: `must be text of at most ${LONGEST} characters.` }
  if (type === 'date')
    return isDay(value)
      ? null
      : {
          vi: 'phải là ngày có thật, viết như 28/02/2026 (máy gửi: 2026-02-28).',
          en: 'must be a day that exists, such as 28/02/2026 (2026-02-28 where a machine sends it).',
        }
  const told = choices?.slice(0, CHOICES_TOLD).join(', ')
  return type === 'choice' && !choices?.includes(value)
    ? { vi: `phải là một trong: ${told}.`, en: `must be one of: ${told}.` }
    : null
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
