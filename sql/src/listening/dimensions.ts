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
  risk: {
    title: { vi: 'Mức rủi ro', en: 'Risk' },
    isScale: true,
    values: {
      high: { vi: 'Cao', en: 'High' },
      medium: { vi: 'Trung bình', en: 'Medium' },
      low: { vi: 'Thấp', en: 'Low' },
    },
  },
  agreed: {
    title: { vi: 'Máy và người', en: 'Machine and person' },
    values: { yes: { vi: 'Chấm như nhau', en: 'Agree' }, no: { vi: 'Chấm khác nhau', en: 'Differ' } },
  },
} satisfies Dimensions
