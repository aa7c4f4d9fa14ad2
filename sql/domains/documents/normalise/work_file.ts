import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../../src/pack/normalise.ts'
import { outcomeOf } from '../outcome.ts'
import { unknownAgency } from '../unknown-agency.ts'

const moment = z.date().nullish()

export const WorkFile = z.object({
  code: z.string().min(1).max(200),
  unit: z.string().min(1),
  /** Made, passed on, signed and kept in the system from beginning to end; in part; or on paper. */
  mode: z.enum(['online', 'partly', 'paper']),
  status: z.enum(['open', 'closed', 'cancelled']),
  opened_at: z.date(),
  due_at: moment,
  closed_at: moment,
  updated_at: moment,
  deleted: z.boolean().default(false),
})
type WorkFile = z.infer<typeof WorkFile>
const Key = WorkFile.pick({ code: true, updated_at: true })

export default defineNormaliser({
  schema: WorkFile as z.ZodType<WorkFile>,
  columns: {
    level: 'text',
    mode: 'text',
    status: 'text',
    opened_at: 'timestamptz',
    due_at: 'timestamptz',
    closed_at: 'timestamptz',
    outcome: 'text',
  },
  toFact(file, context) {
    const unit = context.unit(file.unit, file.opened_at)
    const problems: Problem[] = []
    if (unit === null) problems.push(unknownAgency('unit', file.unit))
    if (file.status === 'closed' && !file.closed_at) {
      problems.push({
        field: 'closed_at',
        code: 'required',
        message: 'Hồ sơ công việc đã kết thúc nhưng thiếu ngày kết thúc. Bổ sung tại nguồn.',
      })
    }
    if (problems.length > 0 || unit === null) return { problems }
    const closed = file.status === 'closed' ? (file.closed_at ?? null) : null
    return {
      fact: {
        external_id: file.code,
        source_version: (file.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        deleted: file.deleted,
        // resolve/work_file.sql puts the level here.
        level: '',
        mode: file.mode,
        status: file.status,
        opened_at: file.opened_at,
        due_at: file.due_at ?? null,
        closed_at: closed,
        outcome: outcomeOf(closed, file.due_at),
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.code, source_version: known.updated_at?.getTime() ?? null } : null
  },
})
