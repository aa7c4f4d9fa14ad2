import type { RecordsAnswer } from '@ioc/server/contract'
import type { Sheet } from '@ioc/server/workbook'
import type { Say } from '../../../text/say.ts'
import { beginning } from '../out/sheet.ts'
import { apartOf, hasNoTime, sayDim } from './say-record.ts'

type Row = RecordsAnswer['rows'][number]
type Field = RecordsAnswer['fields'][number]
type Column = Sheet['columns'][number] & { of(row: Row): Sheet['rows'][number][number] }

/** The records of a screen, page by page, as a table to take away, in its columns and words; instants are instants, numbers numbers. */
export function sheetOfRecords(pages: readonly [RecordsAnswer, ...RecordsAnswer[]], say: Say): Sheet {
  const [first] = pages
  const { dimensions, fields } = allWords(pages)
  const rows = pages.flatMap((page) => page.rows)
  const { t, title, zone } = say
  const hour = { step: 'hour' } as const
  const columns: Column[] = [
    {
      head: t('explore.recordWhen'),
      kind: hour,
      of: ({ bucket }) => (hasNoTime(bucket) ? null : beginning(bucket, 'hour', zone)),
    },
    { head: t('explore.recordId'), kind: 'text', of: ({ externalId }) => externalId },
    { head: t('explore.recordUnit'), kind: 'text', of: ({ unit }) => unit.name },
    ...apartOf(first).map(
      (dim): Column => ({
        head: dimensions[dim] ? title(dimensions[dim].title) : dim,
        kind: 'text',
        of: (row) => sayDim(row, dim, dimensions, say) || null,
      }),
    ),
    ...fields.map(
      (field): Column => ({
        head: title(field.title),
        kind: kindOf(field),
        of: ({ fields: { [field.name]: value = null } }) => {
          const named = field.values[String(value)]
          if (value === null || named) return named ? title(named) : null
          return field.type === 'instant' ? beginning(String(value), 'hour', zone) : value
        },
      }),
    ),
    { head: t('explore.recordValue'), kind: 'number', of: ({ value }) => value },
    ...(rows.some(({ weight }) => weight < 1)
      ? [{ head: t('out.weight'), kind: 'number', of: ({ weight }: Row) => weight } as const]
      : []),
  ]
  return {
    columns: columns.map(({ head, kind }, place) => {
      const isAgain = columns.findIndex((each) => each.head === head) < place
      return { head: isAgain ? `${head} (${place + 1})` : head, kind }
    }),
    rows: rows.map((row) => columns.map(({ of }) => of(row))),
  }
}

/** Each page names the values it has on it. */
function allWords(pages: readonly [RecordsAnswer, ...RecordsAnswer[]]): Pick<RecordsAnswer, 'dimensions' | 'fields'> {
  const [{ dimensions, fields }] = pages
  return {
    dimensions: Object.fromEntries(
      Object.entries(dimensions).map(([dim, of]) => [
        dim,
        { ...of, values: Object.assign({}, ...pages.map((page) => page.dimensions[dim]?.values)) as typeof of.values },
      ]),
    ),
    fields: fields.map((field, place) => ({
      ...field,
      values: Object.assign({}, ...pages.map((page) => page.fields[place]?.values)) as Field['values'],
    })),
  }
}

function kindOf({ type, values }: Field): Column['kind'] {
  if (Object.keys(values).length > 0) return 'text'
  if (type === 'instant') return { step: 'hour' }
  if (type === 'day') return { step: 'day' }
  return type === 'boolean' ? 'flag' : type
}
