import { z } from 'zod'
import { SENTIMENTS, type Sentiment, sentimentOf } from './sentiment.ts'
import { TOPICS, topicOf } from './topics.ts'

/** What a person may say of a text in place of the machine; a feed maps them from wherever its source keeps them. */
export const Review = z.object({
  reviewed_topic: z.enum(TOPICS.map(({ id }) => id) as [string, ...string[]]).optional(),
  reviewed_sentiment: z.enum(SENTIMENTS).optional(),
})

/** The field and the sentiment of a text: a person's word where there is one, else the machine's. */
export function judge(
  { title, text }: { title: string; text: string },
  { reviewed_topic, reviewed_sentiment }: z.infer<typeof Review>,
): { topic: string; sentiment: Sentiment; is_reviewed: boolean } {
  return {
    topic: reviewed_topic ?? topicOf(title, text),
    sentiment: reviewed_sentiment ?? sentimentOf(`${title}. ${text}`),
    is_reviewed: reviewed_topic !== undefined || reviewed_sentiment !== undefined,
  }
}

/** Their columns, in storage order. */
export const JUDGED = { topic: 'text', sentiment: 'text', is_reviewed: 'boolean' }
