export { agreementOf } from './agreement.ts'
export { classifierFingerprint, EVALUATION_FILE, sentimentNote } from './evaluation.ts'
export { SENTIMENTS, type Sentiment, sentimentOf } from './sentiment.ts'
export { TOPICS, topicNamed } from './topics.ts'
