import type { Localised } from '../pack/pack.ts'
import { topicRules } from './configuration.ts'
import { Phrases, wordsOf } from './words.ts'

export interface TopicOf {
  id: string
  title: Localised
  owner: string
}

const rules = [...topicRules.topics, topicRules.other]

/** The nine fields and, last, what is none of them. */
export const TOPICS: readonly TopicOf[] = rules

const OTHER = topicRules.other.id

const STRONG = 3
const IN_TITLE = 2
/** One weak word in passing is no field yet. */
const LEAST = 2

const phrases = new Phrases<{ topic: string; weight: number }[]>()
const meanings = new Map<string, { topic: string; weight: number }[]>()
for (const { id, strong, weak } of rules) {
  for (const [weight, all] of [
    [STRONG, strong],
    [1, weak],
  ] as const) {
    for (const phrase of all) {
      const key = wordsOf(phrase).join(' ')
      const meaning = meanings.get(key) ?? []
      meaning.push({ topic: id, weight })
      meanings.set(key, meaning)
    }
  }
}
for (const [phrase, meaning] of meanings) phrases.add(phrase, meaning, phrase.includes(' '))

/** The field a text speaks of, by the words of topics.yaml; a title counts double. Of equals the one listed first. */
export function topicOf(title: string, text = ''): string {
  const points = new Map<string, number>()
  for (const [part, times] of [
    [title, IN_TITLE],
    [text, 1],
  ] as const) {
    for (const { meaning } of phrases.in(wordsOf(part))) {
      for (const { topic, weight } of meaning) points.set(topic, (points.get(topic) ?? 0) + weight * times)
    }
  }
  let best = OTHER
  let most = LEAST - 1
  for (const { id } of rules) {
    const mine = points.get(id) ?? 0
    if (mine <= most) continue
    best = id
    most = mine
  }
  return best
}

export function topicNamed(id: string): TopicOf {
  return TOPICS.find((topic) => topic.id === id) ?? topicRules.other
}
