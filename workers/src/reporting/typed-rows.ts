import { type Database, findFeed, Invalid, type StoredFeed } from '@ioc/sql'
import { config, type FormConfig } from '../connectors/form/config.ts'
import { faultsOf } from '../connectors/form/rows.ts'
import { openRoad } from '../pipeline/road.ts'
import { sorterOf } from '../pipeline/sort-records.ts'
import { parseDay } from '../values/dates.ts'
import { parseDecimal } from '../values/numbers.ts'
import { cleanText } from '../values/text.ts'

/** What is wrong in a row somebody typed into a form; without a field it is the row itself. */
export interface TypedProblem {
  row: number
  field: string | null
  message: string
  en?: string | null
}

/** The form of a feed into which rows are typed. */
export function formOf({ spec }: StoredFeed): FormConfig {
  if (spec.connector !== 'form')
    throw new Invalid({
      vi: `Nguồn «${spec.title.vi}» không phải biểu nhập tay. Chọn nguồn khác.`,
      en: `The feed «${spec.title.en}» is no form to type into. Choose another.`,
    })
  return config.parse(spec.settings)
}

/**
 * Rows as a person types them, read as the form means them and held against every rule up to the ledger; nothing is stored. Rows
 * that are blank throughout are left out.
 */
export async function tryRows(
  database: Database,
  feedKey: string,
  typed: Record<string, string>[],
): Promise<{ rows: Record<string, unknown>[]; problems: TypedProblem[] }> {
  const feed = await findFeed(database.db, feedKey)
  const { fields, maxRows } = formOf(feed)
  const filled = typed.flatMap((row, place) => (Object.values(row).some((text) => text.trim() !== '') ? [{ row, place }] : []))
  if (filled.length > maxRows)
    throw new Invalid({
      vi: `Biểu có ${filled.length} dòng, mỗi lần gửi tối đa ${maxRows}. Gửi bớt, rồi nhập tiếp phần còn lại.`,
      en: `The form has ${filled.length} rows; at most ${maxRows} go at once. Send some, then type the rest.`,
    })
  const road = await openRoad(database, feed)
  const sort = sorterOf(road, new Date())
  const problems: TypedProblem[] = []
  const rows = filled.map(({ row, place }) => {
    const read = Object.fromEntries(
      Object.entries(row).map(([name, text]) => [
        name,
        typedAs(
          fields.find((field) => field.name === name),
          text,
        ),
      ]),
    )
    const faults = faultsOf(fields, read)
    problems.push(...faults.map((fault) => ({ row: place, ...fault })))
    if (faults.length > 0) return read
    const outcome = sort({ place: place + 1, value: read })
    for (const { field, message, en } of 'draft' in outcome ? [] : outcome.reasons) {
      const target = road.prepared.spec.map[field]
      const from = target && !('each' in target) ? (target.from ?? []) : []
      problems.push({
        row: place,
        field: fields.find(({ name }) => from.includes(name))?.name ?? null,
        message,
        ...(en && { en }),
      })
    }
    return read
  })
  return { rows, problems }
}

/** As people write days, and spreadsheets give them back. */
const DAYS = ['d/M/yyyy', 'd-M-yyyy', 'd.M.yyyy', 'yyyy-MM-dd']

/** What was typed, as the form wants it; what cannot be read so stays as it was typed, and is a fault of its field. */
function typedAs(field: FormConfig['fields'][number] | undefined, typed: string): unknown {
  const text = cleanText(typed)
  if (text === '') return null
  if (field?.type === 'number' || field?.type === 'integer') {
    const parsed = parseDecimal(text, 'vi')
    return parsed.ok && parsed.value !== null ? Number(parsed.value) : text
  }
  if (field?.type !== 'date') return text
  const day = parseDay(text, DAYS, 'Asia/Ho_Chi_Minh')
  return day.ok ? day.value : text
}
