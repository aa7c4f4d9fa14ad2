import { z } from 'zod'

const path = z
  .string()
  .regex(
    /^[^.\s][^.]*(\.[^.]+)*$/,
    'ghi tên trường của nguồn, ví dụ «soDienThoai», hoặc vài tên nối bằng dấu chấm, «nguoiGui.hoTen»',
  )

/**
 * What of a source's records is taken out before its page is hashed and stored, so that nothing of it is ever kept: a name
 * drops the field with all that is in it, `{ mask: noi_dung }` keeps a text and masks phone numbers, e-mail addresses,
 * accounts and identity numbers within.
 *
 * A name is met wherever it stands in a page, a dotted one by its last parts, lists passed through: a source that moves a
 * field within its records does not bring it back.
 */
export const Redaction = z.array(z.union([path, z.strictObject({ mask: path })]))
export type Redaction = z.infer<typeof Redaction>

export type Treatment = 'drop' | 'mask'

/** What becomes of the field at the end of a way of names; dropping outranks masking. */
export function treatmentOf(redaction: Redaction, names: readonly string[], fold: (name: string) => string): Treatment | null {
  const meets = (path: string) => {
    const parts = path.split('.').map(fold)
    return (
      parts.length <= names.length && parts.every((part, n) => part === fold(names[names.length - parts.length + n] as string))
    )
  }
  if (redaction.some((rule) => typeof rule === 'string' && meets(rule))) return 'drop'
  return redaction.some((rule) => typeof rule !== 'string' && meets(rule.mask)) ? 'mask' : null
}

/** How a page's record says what is missing from it. */
export function sayRedaction(redaction: Redaction): string[] {
  return redaction.map((rule) => (typeof rule === 'string' ? rule : `${rule.mask} (che số định danh)`))
}
