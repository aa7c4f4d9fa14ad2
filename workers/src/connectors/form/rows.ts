import { quote } from '../../values/text.ts'
import type { FormConfig } from './config.ts'

type Field = FormConfig['fields'][number]

/** What is wrong with a row, and in which field; null where it is the row itself. */
export interface RowFault {
  field: string | null
  message: string
}

/** What is wrong with a row as it was typed, field by field. */
export function faultsOf(fields: Field[], row: unknown): RowFault[] {
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    return [{ field: null, message: 'không phải một dòng của biểu.' }]
  const typed = row as Record<string, unknown>
  const unknown = Object.keys(typed).filter((name) => !fields.some((field) => field.name === name))
  return [
    ...unknown.map((name) => ({ field: null, message: `biểu không có trường ${quote(name)}.` })),
    ...fields.flatMap((field) => {
      const fault = faultIn(field, Object.hasOwn(typed, field.name) ? typed[field.name] : undefined)
      return fault === null ? [] : [{ field: field.name, message: `«${field.title}» ${fault}` }]
    }),
  ]
}

function faultIn({ type, required, choices }: Field, value: unknown): string | null {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === ''))
    return required ? 'còn trống. Nhập giá trị.' : null
  if (type === 'number' || type === 'integer') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return 'phải là số.'
    return type === 'integer' && !Number.isInteger(value) ? 'phải là số nguyên.' : null
  }
  if (typeof value !== 'string' || value.length > 10_000) return 'phải là chữ, không quá 10.000 ký tự.'
  if (type === 'date') return isDay(value) ? null : 'phải là ngày có thật, dạng yyyy-mm-dd.'
  return type === 'choice' && !choices?.includes(value) ? `phải là một trong: ${choices?.slice(0, 10).join(', ')}.` : null
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
