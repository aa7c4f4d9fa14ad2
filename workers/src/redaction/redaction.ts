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
 * accounts and identity numbers within, `{ seal: hoTen }` keeps what it says sealed and apart: in the page stands a token, which is opened
 * by a reveal that the audit tells of (sql/src/identities).
 *
 * A name is met wherever it stands in a page, in capitals or not, a dotted one by its last parts, lists passed through: a source that moves a
 * field within its records does not bring it back.
 */
export const Redaction = z.array(z.union([path, z.strictObject({ mask: path }), z.strictObject({ seal: path })]))
export type Redaction = z.infer<typeof Redaction>

export type Treatment = 'drop' | 'seal' | 'mask'

/** Gives the token that stands for what a field said. */
export type Seal = (words: string) => string

/** What a page is treated by where no rule seals. */
export const sealsNothing: Seal = () => {
  throw new Error('Nothing is sealed here.')
}

export const sealedBy = (redaction: Redaction): string[] =>
  redaction.flatMap((rule) => (typeof rule !== 'string' && 'seal' in rule ? [rule.seal] : []))

/** Whether what stands at a path of a record is sealed, itself or with what it lies in. */
export function isSealed(redaction: Redaction, path: string, fold: (name: string) => string): boolean {
  const names = path.split('.')
  const rules = sealedBy(redaction).map((seal) => ({ seal }))
  return names.some((_, n) => treatmentOf(rules, names.slice(0, n + 1), fold) === 'seal')
}

/** What becomes of the field at the end of a way of names; dropping outranks sealing, and sealing masking. */
export function treatmentOf(redaction: Redaction, names: readonly string[], fold: (name: string) => string): Treatment | null {
  const meets = (path: string) => {
    const parts = path.split('.').map(fold)
    return (
      parts.length <= names.length && parts.every((part, n) => part === fold(names[names.length - parts.length + n] as string))
    )
  }
  if (redaction.some((rule) => typeof rule === 'string' && meets(rule))) return 'drop'
  if (sealedBy(redaction).some(meets)) return 'seal'
  return redaction.some((rule) => typeof rule !== 'string' && 'mask' in rule && meets(rule.mask)) ? 'mask' : null
}

/** Of several the strictest. */
export function strictestOf(treatments: readonly (Treatment | null)[]): Treatment | null {
  return STRICTEST_FIRST.find((each) => treatments.includes(each)) ?? null
}

const STRICTEST_FIRST: readonly Treatment[] = ['drop', 'seal', 'mask']

/** How a page's record says what is missing from it. */
export function sayRedaction(redaction: Redaction): string[] {
  return redaction.map((rule) => {
    if (typeof rule === 'string') return rule
    return 'mask' in rule ? `${rule.mask} (che số định danh)` : `${rule.seal} (niêm phong)`
  })
}
