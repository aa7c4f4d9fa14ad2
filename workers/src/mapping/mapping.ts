import { z } from 'zod'
import { isDateFormat } from '../values/dates.ts'

const Scalar = z.union([z.string(), z.number(), z.boolean()])

const oneOrMore = (item: z.ZodString) => z.union([item.transform((one) => [one]), z.array(item).min(1)])

/** A part of a text: the piece at a place (from the end where below 0), what stands between two words, or a run of so many digits. */
const Part = z.union([
  z.strictObject({
    by: z.string().min(1).max(40),
    take: z
      .number()
      .int()
      .min(-20)
      .max(20)
      .refine((take) => take !== 0),
  }),
  z.strictObject({ digits: z.number().int().min(1).max(20) }),
  z
    .strictObject({ after: z.string().max(80).optional(), before: z.string().max(80).optional() })
    .refine(({ after, before }) => Boolean(after || before), 'cần «after» hoặc «before»'),
])
export type Part = z.infer<typeof Part>

const Factor = z.number().refine((factor) => Number.isFinite(factor) && factor !== 0, 'phải là một số khác 0')

/** How one field of a domain's record is found in a source record. Declarative: nothing here is ever evaluated. */
const Field = z
  .strictObject({
    /** A name, a path («diaChi.xa»), or several of which the first that is not blank is taken. */
    from: oneOrMore(z.string().min(1)).optional(),
    as: z.enum(['text', 'integer', 'number', 'decimal', 'instant', 'day', 'boolean', 'code']).default('text'),
    /** Date formats the source uses, tried in order. */
    format: oneOrMore(z.string()).optional(),
    /** `last` takes the last day of a year or month where the format names no day. */
    edge: z.enum(['first', 'last']).optional(),
    /** How the source writes numbers: `vi` 1.234,5 and `en` 1,234.5. Left out, a bare «1.234» is held as ambiguous. */
    numbers: z.enum(['vi', 'en']).optional(),
    /** The source's word → ours, whatever its case; `*` is any word not listed. Unlisted words are held without it. */
    values: z.record(z.string(), Scalar).optional(),
    /** Other columns set behind the one found, in order, with a sign between; blank ones are left out. */
    join: z.strictObject({ with: z.array(z.string().min(1)).min(1).max(8), between: z.string().max(20).default(' ') }).optional(),
    /** Of the text only a part, after `join` and `replace`. */
    part: Part.optional(),
    /** Numbers are multiplied: always alike, or by the word for their unit, in another column or behind the number itself. */
    scale: z
      .union([Factor, z.strictObject({ by: z.string().min(1).optional(), units: z.record(z.string(), Factor) })])
      .optional(),
    /** The source's word → the word it stands for, before anything else, whatever its case; a word not listed stays as it is. */
    replace: z.record(z.string(), Scalar).optional(),
    /** Stands in for a blank; `@received` is when the page was received. */
    default: Scalar.optional(),
    const: Scalar.optional(),
    /** A blank is a problem of its own, in words about the source's column. */
    required: z.boolean().optional(),
    trim: z.boolean().default(true),
  })
  .superRefine((field, context) => {
    if ((field.from === undefined) === (field.const === undefined)) {
      context.addIssue({
        code: 'custom',
        message: 'cần đúng một trong hai: «from» (lấy từ nguồn) hoặc «const» (giá trị cố định)',
      })
    }
    for (const format of field.format ?? []) {
      if (!isDateFormat(format))
        context.addIssue({ code: 'custom', path: ['format'], message: `không hiểu định dạng ngày «${format}»` })
    }
  })

/** `code: ma_ho_so` is short for `code: { from: ma_ho_so }`. */
const Shortened = z
  .string()
  .min(1)
  .transform((from) => Field.parse({ from }))

const target = z.string().regex(/^[a-z][a-z0-9_]*$/, 'tên trường đích viết thường, không dấu, nối bằng gạch dưới')

/** A list within the record, such as «TaiLieuNop»: its items are mapped one by one, and what `map` does not name goes no further. */
const List = z.strictObject({ each: z.string().min(1), map: z.record(target, z.union([Shortened, Field])) })

/** Target field → where it comes from. */
export const Mapping = z.record(target, z.union([Shortened, Field, List]))
export type Mapping = z.infer<typeof Mapping>

/** The paths in a source's record that are read, those within lists too. */
export function pathsRead(map: Mapping): string[] {
  return Object.values(map).flatMap((field) => {
    if ('each' in field) return pathsRead(field.map).map((path) => `${field.each}.${path}`)
    const by = typeof field.scale === 'object' ? (field.scale.by ?? []) : []
    return [field.from ?? [], field.join?.with ?? [], by].flat()
  })
}

export type MappedField = z.infer<typeof Field>
export type MappedList = z.infer<typeof List>
