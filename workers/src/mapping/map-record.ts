import { quote } from '../values/text.ts'
import { convert } from './convert.ts'
import type { MappedField, Mapping } from './mapping.ts'
import { pick } from './pick.ts'
import type { Problem } from './problem.ts'

export interface MapContext {
  /** Where the feed's clock stands when a time names no zone. */
  zone: string
  receivedAt: Date
}

/** With problems, the record is as much of it as could be read. */
export type Mapped = { record: Record<string, unknown>; problems?: Problem[] }

/** A source record as the domain's normaliser wants it. A field left blank by the source is left out, never made 0 or ''. */
export function mapRecord(mapping: Mapping, value: Record<string, unknown>, context: MapContext): Mapped {
  const record: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const name in mapping) {
    const mapped = mapField(name, mapping[name] as MappedField, value, context)
    if ('problem' in mapped) problems.push(mapped.problem)
    else if (mapped.value !== undefined) record[name] = mapped.value
  }
  return problems.length > 0 ? { record, problems } : { record }
}

function mapField(
  name: string,
  field: MappedField,
  value: Record<string, unknown>,
  context: MapContext,
): { value: unknown } | { problem: Problem } {
  if (field.const !== undefined) return { value: field.const }
  const paths = field.from ?? []
  const found = pick(value, paths)
  if (found !== undefined) {
    const converted = convert(found.value, field, context)
    if ('reason' in converted) {
      return {
        problem: {
          field: name,
          code: converted.code,
          message: `Cột «${found.path}» có ${quote(found.value)}: ${converted.reason}`,
        },
      }
    }
    if (converted.value !== null) return { value: converted.value }
  }
  if (field.default === '@received') return { value: field.as === 'day' ? dayOf(context) : context.receivedAt }
  if (field.default !== undefined) return { value: field.default }
  if (!field.required) return { value: undefined }
  const columns = paths.map((path) => `«${path}»`).join(' hoặc ')
  return {
    problem: {
      field: name,
      code: 'required',
      message: `Thiếu giá trị ở cột ${columns}. Bổ sung tại nguồn, hoặc sửa phần «map» của nguồn tin nếu cột đã đổi tên.`,
    },
  }
}

function dayOf({ zone, receivedAt }: MapContext): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(receivedAt)
}
