import { z } from 'zod'
import { defineNormaliser } from '../../../src/pack/normalise.ts'
import { startOfDay } from '../../../src/time/hanoi.ts'
import { unknownAgency } from '../unknown-agency.ts'

const count = z.number().int().min(0).max(10_000_000)

export const Register = z.object({
  unit: z.string().min(1),
  /** The first day of the month it counts. */
  month: z.iso.date(),
  /** Sent in electronic form alone; with a paper copy; on paper alone. */
  out_electronic: count,
  out_both: count,
  out_paper: count,
  in_electronic: count,
  in_paper: count,
  updated_at: z.date().nullish(),
})
type Register = z.infer<typeof Register>
const Key = Register.pick({ unit: true, month: true, updated_at: true })

export default defineNormaliser({
  schema: Register as z.ZodType<Register>,
  columns: {
    level: 'text',
    month: 'date',
    out_electronic: 'integer',
    out_both: 'integer',
    out_paper: 'integer',
    in_electronic: 'integer',
    in_paper: 'integer',
  },
  toFact({ unit: agency, month, updated_at, ...counts }, context) {
    const unit = context.unit(agency, startOfDay(month))
    if (unit === null) return { problems: [unknownAgency('unit', agency)] }
    return {
      fact: {
        external_id: idOf({ unit: agency, month }),
        source_version: (updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        // resolve/register.sql puts the level here.
        level: '',
        month: `${month.slice(0, 7)}-01`,
        ...counts,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: idOf(known), source_version: known.updated_at?.getTime() ?? null } : null
  },
})

function idOf({ unit, month }: Pick<Register, 'unit' | 'month'>): string {
  return `${unit} ${month.slice(0, 7)}`
}
