import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../src/pack/normalise.ts'

const moment = z.date().nullish()

export const Payment = z.object({
  code: z.string().min(1).max(200),
  /** The dossier it is for. */
  dossier: z.string().max(200).nullish(),
  /** Code, alias or name of the agency the money is for. */
  unit: z.string().min(1),
  /** Through the National Public Service Portal, or the province's own gateway. */
  channel: z.enum(['npsp', 'province']),
  /** In đồng. */
  amount: z.string().regex(/^-?\d+(\.\d+)?$/),
  started_at: z.date(),
  authorised_at: moment,
  paid_at: moment,
  credit_due_at: moment,
  credited_at: moment,
  reconciled_at: moment,
  failed_at: moment,
  failure: z.enum(['abandoned', 'refused', 'insufficient', 'timeout', 'error']).nullish(),
  refund_requested_at: moment,
  refund_due_at: moment,
  refunded_at: moment,
  updated_at: moment,
})
type Payment = z.infer<typeof Payment>
const Key = Payment.pick({ code: true, updated_at: true })

/** In the order money moves; what reached one has passed all before it. */
const STAGES = [
  ['started_at', 'khởi tạo'],
  ['authorised_at', 'xác thực'],
  ['paid_at', 'thanh toán'],
  ['credited_at', 'ghi có'],
  ['reconciled_at', 'đối soát'],
] as const

export default defineNormaliser({
  schema: Payment as z.ZodType<Payment>,
  columns: {
    dossier_code: 'text',
    channel: 'text',
    amount: 'numeric',
    started_at: 'timestamptz',
    authorised_at: 'timestamptz',
    paid_at: 'timestamptz',
    credit_due_at: 'timestamptz',
    credited_at: 'timestamptz',
    reconciled_at: 'timestamptz',
    failed_at: 'timestamptz',
    failure: 'text',
    refund_requested_at: 'timestamptz',
    refund_due_at: 'timestamptz',
    refunded_at: 'timestamptz',
  },
  toFact(payment, context) {
    const { code, dossier, unit: name, updated_at, ...fields } = payment
    const unit = context.unit(name, payment.started_at)
    const problems = problemsOf(payment, unit)
    if (problems.length > 0 || unit === null) return { problems }
    const moments = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, value ?? null]))
    return {
      fact: {
        external_id: code,
        source_version: (updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        dossier_code: dossier || null,
        ...BLANK,
        ...moments,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.code, source_version: known.updated_at?.getTime() ?? null } : null
  },
})

const BLANK = {
  authorised_at: null,
  paid_at: null,
  credit_due_at: null,
  credited_at: null,
  reconciled_at: null,
  failed_at: null,
  failure: null,
  refund_requested_at: null,
  refund_due_at: null,
  refunded_at: null,
}

function problemsOf(payment: Payment, unit: number | null): Problem[] {
  const problems: Problem[] = []
  if (unit === null) {
    problems.push({
      field: 'unit',
      code: 'unknown_unit',
      message: `Không nhận ra đơn vị thụ hưởng «${payment.unit}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`,
    })
  }
  STAGES.forEach(([field, words], place) => {
    const [before, beforeWords] = STAGES[place - 1] ?? [null, '']
    const [at, earlier] = [payment[field], before && payment[before]]
    if (!at || !before) return
    if (!earlier) {
      const message = `Giao dịch đã ${words} nhưng thiếu thời điểm ${beforeWords}. Bổ sung tại cổng thanh toán.`
      problems.push({ field: before, code: 'required', message })
    }
  })
  if (payment.failed_at && payment.paid_at) {
    const message = 'Giao dịch vừa có thời điểm thanh toán vừa có thời điểm thất bại. Đối chiếu với ngân hàng rồi giữ lại một.'
    problems.push({ field: 'failed_at', code: 'paid_and_failed', message })
  }
  if (payment.failed_at && !payment.failure) {
    const message = 'Giao dịch thất bại nhưng thiếu lý do. Bổ sung mã lý do, hoặc ghép cột có mã ấy ở bước «Ghép cột».'
    problems.push({ field: 'failure', code: 'required', message })
  }
  if (payment.refunded_at && !payment.refund_requested_at) {
    const message = 'Đã hoàn trả nhưng thiếu ngày yêu cầu hoàn trả. Bổ sung tại nguồn.'
    problems.push({ field: 'refund_requested_at', code: 'required', message })
  }
  return problems
}
