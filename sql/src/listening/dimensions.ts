import type { Dimensions } from '../pack/pack.ts'
import { TOPICS } from './topics.ts'

/** What the dimensions of a text are called, in every domain that listens. */
export const LISTENING_DIMS = {
  topic: {
    title: { vi: 'Lĩnh vực', en: 'Field' },
    values: Object.fromEntries(TOPICS.map(({ id, title }) => [id, title])),
  },
  sentiment: {
    title: { vi: 'Sắc thái', en: 'Sentiment' },
    values: {
      negative: { vi: 'Tiêu cực', en: 'Negative' },
      neutral: { vi: 'Trung tính', en: 'Neutral' },
      positive: { vi: 'Tích cực', en: 'Positive' },
    },
  },
} satisfies Dimensions
