import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../../src/pack/normalise.ts'
import { addDays, startOfDay } from '../../../src/time/hanoi.ts'
import { outcomeOf } from '../outcome.ts'
import { unknownAgency } from '../unknown-agency.ts'

/** Status codes of the exchange axis. */
export const CODES = ['01', '02', '03', '04', '05', '06', '13', '15', '16'] as const

const moment = z.date().nullish()

export const Delivery = z.object({
  document_id: z.string().min(1).max(300),
  /** Identifier or name of the receiving agency. */
  unit: z.string().min(1),
  sender: z.string().min(1).max(300),
  type: z.string().min(1).max(100).default('khác'),
  /** The receiver's place among all of the document's; 1 is the first. */
  place: z.number().int().min(1).default(1),
  signed: z.boolean().default(false),
  attachments: z.number().int().min(0).default(0),
  status: z.enum(CODES).nullish(),
  sent_at: z.date(),
  delivered_at: moment,
  received_at: moment,
  assigned_at: moment,
  started_at: moment,
  completed_at: moment,
  refused_at: moment,
  withdrawn_at: moment,
  update_agreed_at: moment,
  update_refused_at: moment,
  /** The day it is to be answered by, to the end of that day. */
  due_on: z.iso.date().nullish(),
  attempts: z.number().int().min(0).max(10_000).default(1),
  failed_attempts: z.number().int().min(0).max(10_000).default(0),
  error_code: z.string().max(20).nullish(),
  updated_at: moment,
  deleted: z.boolean().default(false),
})
type Delivery = z.infer<typeof Delivery>
const Key = Delivery.pick({ document_id: true, unit: true, updated_at: true })

export default defineNormaliser({
  schema: Delivery as z.ZodType<Delivery>,
  columns: {
    document_id: 'text',
    sender: 'text',
    sender_unit_id: 'integer',
    receiver: 'text',
    level: 'text',
    sender_level: 'text',
    type: 'text',
    first_receiver: 'boolean',
    signed: 'boolean',
    attachments: 'integer',
    status: 'text',
    sent_at: 'timestamptz',
    delivered_at: 'timestamptz',
    answered_at: 'timestamptz',
    refused_at: 'timestamptz',
    completed_at: 'timestamptz',
    withdrawn_at: 'timestamptz',
    update_agreed_at: 'timestamptz',
    update_refused_at: 'timestamptz',
    due_at: 'timestamptz',
    outcome: 'text',
    attempts: 'integer',
    failed_attempts: 'integer',
    error_code: 'text',
    sync_fault: 'text',
  },
  toFact(delivery, context) {
    const unit = context.unit(delivery.unit, delivery.sent_at)
    const problems = problemsOf(delivery, unit)
    if (problems.length > 0 || unit === null) return { problems }
    // Nobody has a status to give of what has not come; a platform that answers has it, whatever the axis says.
    const answered = earliest(
      delivery.received_at,
      delivery.refused_at,
      delivery.assigned_at,
      delivery.started_at,
      delivery.completed_at,
    )
    const delivered = delivery.delivered_at ?? answered
    const due = delivery.due_on ? new Date(startOfDay(addDays(delivery.due_on, 1)).getTime() - 1) : null
    const completed = delivery.refused_at ? null : (delivery.completed_at ?? null)
    return {
      fact: {
        external_id: idOf(delivery),
        source_version: (delivery.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        deleted: delivery.deleted,
        document_id: delivery.document_id,
        sender: delivery.sender,
        sender_unit_id: context.unit(delivery.sender, delivery.sent_at),
        receiver: delivery.unit,
        // resolve/delivery.sql puts the levels here.
        level: '',
        sender_level: '',
        type: delivery.type,
        first_receiver: delivery.place === 1,
        signed: delivery.signed,
        attachments: delivery.attachments,
        status: delivery.status ?? null,
        sent_at: delivery.sent_at,
        delivered_at: delivered,
        answered_at: answered,
        refused_at: delivery.refused_at ?? null,
        completed_at: completed,
        withdrawn_at: delivery.withdrawn_at ?? null,
        update_agreed_at: delivery.update_agreed_at ?? null,
        update_refused_at: delivery.update_refused_at ?? null,
        due_at: due,
        outcome: outcomeOf(completed, due),
        attempts: Math.max(delivery.attempts, delivery.failed_attempts),
        failed_attempts: delivery.failed_attempts,
        error_code: delivery.failed_attempts > 0 ? (delivery.error_code ?? null) : null,
        sync_fault: syncFaultOf(delivery, answered),
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: idOf(known), source_version: known.updated_at?.getTime() ?? null } : null
  },
})

function idOf({ document_id, unit }: Pick<Delivery, 'document_id' | 'unit'>): string {
  return `${document_id}→${unit}`
}

function problemsOf({ unit: agency }: Delivery, unit: number | null): Problem[] {
  const problems: Problem[] = []
  if (unit === null) problems.push(unknownAgency('unit', agency))
  return problems
}

/** What two systems tell of one document and cannot both be true of. */
function syncFaultOf({ sent_at, received_at, completed_at, refused_at }: Delivery, answered: Date | null): string | null {
  if (answered && answered < sent_at) return 'before_sending'
  if (refused_at && completed_at) return 'after_refusal'
  return completed_at && !received_at ? 'skipped_receipt' : null
}

function earliest(...moments: (Date | null | undefined)[]): Date | null {
  const known = moments.filter((moment): moment is Date => moment instanceof Date)
  return known.length > 0 ? new Date(Math.min(...known.map((moment) => moment.getTime()))) : null
}
