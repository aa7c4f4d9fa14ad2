import { riskRules } from './configuration.ts'
import type { Sentiment } from './sentiment.ts'
import { Phrases, wordsOf } from './words.ts'

export const RISKS = ['low', 'medium', 'high'] as const
export type Risk = (typeof RISKS)[number]

const phrases = new Phrases<true>()
for (const phrase of riskRules.phrases) phrases.add(phrase, true, phrase.includes(' '))

/** How soon somebody must look at a text: high where it speaks of harm (risk.yaml) and not well, medium where it speaks badly. */
export function riskOf(text: string, sentiment: Sentiment): Risk {
  if (sentiment === 'positive') return 'low'
  const { done } = phrases.in(wordsOf(text)).next()
  if (!done) return 'high'
  return sentiment === 'negative' ? 'medium' : 'low'
}
