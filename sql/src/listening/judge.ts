import { z } from 'zod'
import type { Problem, RecordContext } from '../pack/normalise.ts'
import { RISKS, type Risk, riskOf } from './risk.ts'
import { SENTIMENTS, type Sentiment, sentimentOf } from './sentiment.ts'
import { TOPICS, topicOf } from './topics.ts'

/**
 * What a person may say of a text in place of the machine. A feed maps the first three from wherever its source keeps them; the
 * province's own people say theirs in the proof of a number, with who, when and why.
 */
export const Review = z.object({
  reviewed_topic: z.enum(TOPICS.map(({ id }) => id) as [string, ...string[]]).optional(),
  reviewed_sentiment: z.enum(SENTIMENTS).optional(),
  reviewed_risk: z.enum(RISKS).optional(),
  reviewed_unit: z.string().optional(),
  reviewed_by: z.string().optional(),
  reviewed_at: z.date().optional(),
  review_reason: z.string().optional(),
})
type Review = z.infer<typeof Review>

/** What of a text a person may say otherwise: a dimension, or the unit, and the field of the record that says it. */
export const REVIEWED = {
  topic: 'reviewed_topic',
  sentiment: 'reviewed_sentiment',
  risk: 'reviewed_risk',
  unit: 'reviewed_unit',
}

/** The columns of what is judged, in storage order. */
export const JUDGED = {
  topic: 'text',
  sentiment: 'text',
  risk: 'text',
  machine_topic: 'text',
  machine_sentiment: 'text',
  machine_risk: 'text',
  reviewed_topic: 'text',
  reviewed_sentiment: 'text',
  reviewed_risk: 'text',
  reviewed_unit: 'integer',
  reviewed_by: 'text',
  reviewed_at: 'timestamptz',
  review_reason: 'text',
}

type Judged = { [column in keyof Omit<typeof JUDGED, 'reviewed_unit'>]: unknown } & { reviewed_unit: number | null }

/**
 * The field, the sentiment and the risk of a text, a person's word where there is one, else the machine's; both are kept, so that
 * the machine is measured by those who corrected it. Of a unit nobody bears, null.
 */
export function judge(
  { title, text }: { title: string; text: string },
  review: Review,
  { unit }: Pick<RecordContext, 'unit'>,
): Judged | null {
  const sentiment = sentimentOf(`${title}. ${text}`)
  const machine = { topic: topicOf(title, text), sentiment, risk: riskOf(`${title}. ${text}`, sentiment) }
  const reviewed_unit = review.reviewed_unit === undefined ? null : unit(review.reviewed_unit)
  if (review.reviewed_unit !== undefined && reviewed_unit === null) return null
  const said: { topic: string; sentiment: Sentiment; risk: Risk } = {
    topic: review.reviewed_topic ?? machine.topic,
    sentiment: review.reviewed_sentiment ?? machine.sentiment,
    risk: review.reviewed_risk ?? machine.risk,
  }
  return {
    ...said,
    machine_topic: machine.topic,
    machine_sentiment: machine.sentiment,
    machine_risk: machine.risk,
    reviewed_topic: review.reviewed_topic ?? null,
    reviewed_sentiment: review.reviewed_sentiment ?? null,
    reviewed_risk: review.reviewed_risk ?? null,
    reviewed_unit,
    reviewed_by: review.reviewed_by ?? null,
    reviewed_at: review.reviewed_at ?? null,
    review_reason: review.review_reason ?? null,
  }
}

/** Why a review can't be stored. */
export function unknownReviewed({ reviewed_unit }: Review): Problem {
  const message = `Không nhận ra đơn vị «${reviewed_unit}» mà người rà đã chọn. Chọn lại đơn vị.`
  return { field: 'reviewed_unit', code: 'unknown_unit', message }
}
