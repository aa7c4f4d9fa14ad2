import { quote } from '../values/text.ts'
import { convert } from './convert.ts'
import type { MappedField, MappedList, Mapping } from './mapping.ts'
import { follow, pick } from './pick.ts'
import type { Problem } from './problem.ts'

export interface MapContext {
  /** Where the feed's clock stands when a time names no zone. */
  zone: string
  receivedAt: Date
}

/** With problems, the record is as much of it as could be read. */
export type Mapped = { record: Record<string, unknown>; problems?: Problem[] }

type MappedValue = { value: unknown } | { problems: Problem[] }

/** A source record as the domain's normaliser wants it. A field left blank by the source is left out, never made 0 or ''. */
export function mapRecord(mapping: Mapping, value: Record<string, unknown>, context: MapContext): Mapped {
  const record: Record<string, unknown> = {}
  const problems: Problem[] = []
  for (const name in mapping) {
    const field = mapping[name] as Mapping[string]
    const mapped = 'each' in field ? mapList(name, field, value, context) : mapField(name, field, value, context)
    if ('problems' in mapped) problems.push(...mapped.problems)
    else if (mapped.value !== undefined) record[name] = mapped.value
  }
  return problems.length > 0 ? { record, problems } : { record }
}

/** A list the source leaves out is left out; one that is there and empty is empty. */
function mapList(name: string, { each, map }: MappedList, value: Record<string, unknown>, context: MapContext): MappedValue {
  const found = follow(value, each)
  if (found === undefined || found === null || found === '') return { value: undefined }
  if (!Array.isArray(found)) {
    const message = `Cột «${each}» có ${quote(found)}: đây phải là một danh sách. Sửa tại nguồn, hoặc ghép cột khác ở bước «Ghép cột».`
    const en = `Column «${each}» has ${quote(found)}: this must be a list. Mend it at the source, or map another column at “Match”.`
    return { problems: [{ field: name, code: 'not_a_list', message, en, word: quote(found) }] }
  }
  const items = found.map((item) => mapRecord(map, Object(item), context))
  const problems = items.flatMap(({ problems }, index) =>
    (problems ?? []).map((problem) => ({
      ...problem,
      field: `${name}.${index}.${problem.field}`,
      message: `«${each}», mục ${index + 1}: ${problem.message}`,
      ...(problem.en && { en: `«${each}», item ${index + 1}: ${problem.en}` }),
    })),
  )
  return problems.length > 0 ? { problems } : { value: items.map(({ record }) => record) }
}

function mapField(name: string, field: MappedField, value: Record<string, unknown>, context: MapContext): MappedValue {
  if (field.const !== undefined) return { value: field.const }
  const paths = field.from ?? []
  const found = sourceOf(field, value)
  if (found !== undefined) {
    const converted = convert(found.value, field, context, value)
    if ('reason' in converted) {
      const message = `Cột «${found.path}» có ${quote(found.value)}: ${converted.reason}`
      const en = `Column «${found.path}» has ${quote(found.value)}: ${converted.en}`
      return { problems: [{ field: name, code: converted.code, message, en, word: quote(found.value) }] }
    }
    if (converted.value !== null) return { value: converted.value }
  }
  if (field.default === '@received') return { value: field.as === 'day' ? dayOf(context) : context.receivedAt }
  if (field.default !== undefined) return { value: field.default }
  if (!field.required) return { value: undefined }
  const columns = paths.map((path) => `«${path}»`).join(' hoặc ')
  const message = `Thiếu giá trị ở cột ${columns}. Bổ sung tại nguồn, hoặc ghép lại ở bước «Ghép cột» nếu cột đã đổi tên.`
  const either = paths.map((path) => `«${path}»`).join(' or ')
  const en = `There is no value in column ${either}. Add it at the source, or map it again at “Match” if the column has another name now.`
  return { problems: [{ field: name, code: 'required', message, en }] }
}

/** What a field is made of, as its source wrote it: of several columns set together, their text. */
export function sourceOf({ from = [], join }: MappedField, record: Record<string, unknown>) {
  const found = pick(record, from)
  if (!join) return found
  const others = join.with.map((path) => pick(record, [path]))
  const all = [found, ...others].filter((each) => each !== undefined)
  if (all.length === 0) return undefined
  return { path: all.map(({ path }) => path).join(' + '), value: all.map(({ value }) => String(value).trim()).join(join.between) }
}

function dayOf({ zone, receivedAt }: MapContext): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(receivedAt)
}
