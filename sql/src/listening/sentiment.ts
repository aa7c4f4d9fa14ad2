import { sentimentRules as rules } from './configuration.ts'
import { foldWord, Phrases, wordsOf } from './words.ts'

export const SENTIMENTS = ['negative', 'neutral', 'positive'] as const
export type Sentiment = (typeof SENTIMENTS)[number]

type Meaning =
  | { kind: 'word'; strength: number }
  | { kind: 'negation' | 'nothing' | 'turn' | 'wish' | 'stop' }
  | { kind: 'scale'; by: number }

/** How many words a negation reaches forward, and a word that makes stronger or weaker. */
const NEGATES = 4
const SCALES = 2
/** «Không tốt» is worse than neutral, «không tệ» hardly better. */
const NEGATED_GOOD = -0.8
const NEGATED_BAD = -0.3
const AFTER_TURN = 1.5
const WISH = -0.8
const DENIAL = -0.5
/** From here on a text takes sides. */
const SIDE = 0.5

const teencode = new Map(Object.entries(rules.teencode).map(([typed, meant]) => [typed, wordsOf(meant)]))
const plain = new Set(rules.plain)
const phrases = new Phrases<Meaning>()
for (const [strength, all] of Object.entries(rules.words)) {
  for (const word of all) add(word, { kind: 'word', strength: Number(strength) })
}
for (const word of rules.negations) add(word, { kind: 'negation' }, true)
for (const word of rules.notNegations) add(word, { kind: 'nothing' })
for (const sign of '.,;:!?…') add(sign, { kind: 'stop' }, true)
for (const word of rules.stronger) add(word, { kind: 'scale', by: 1.5 }, true)
for (const word of rules.weaker) add(word, { kind: 'scale', by: 0.5 })
for (const word of rules.turns) add(word, { kind: 'turn' }, true)
for (const word of rules.wishes) add(word, { kind: 'wish' })

function add(word: string, meaning: Meaning, bareToo = word.includes(' ') || plain.has(foldWord(word))): void {
  phrases.add(word, meaning, bareToo)
}

/**
 * How well a text speaks of its matter, by the words of sentiment.yaml: below 0 badly. Typing without marks, in teencode and
 * with emoji is understood; irony is not.
 */
function scoreOf(text: string): number {
  let score = 0
  let scale = 1
  let scaledUntil = -1
  let negatedUntil = -1
  // A negation that turned nothing still says that something is not there.
  let isLeft = false
  let isWished = false
  const settle = () => {
    if (isLeft) score += DENIAL
    isLeft = false
    negatedUntil = -1
    isWished = false
  }
  for (const { at, length, meaning } of phrases.in(meant(text))) {
    if (at > scaledUntil) scale = 1
    switch (meaning.kind) {
      case 'negation':
        negatedUntil = at + length - 1 + NEGATES
        isLeft = true
        break
      case 'stop':
        settle()
        break
      case 'scale':
        scale *= meaning.by
        scaledUntil = at + length - 1 + SCALES
        break
      case 'turn':
        settle()
        score /= AFTER_TURN
        break
      case 'wish':
        score += WISH
        isWished = true
        break
      case 'word': {
        const isGood = meaning.strength > 0
        // What is wished for is not there yet.
        if (isWished && isGood) break
        const isTurned = at <= negatedUntil
        if (isTurned) isLeft = false
        score += meaning.strength * scale * (isTurned ? (isGood ? NEGATED_GOOD : NEGATED_BAD) : 1)
      }
    }
  }
  settle()
  return score
}

export function sentimentOf(text: string): Sentiment {
  const score = scoreOf(text)
  if (score >= SIDE) return 'positive'
  return score <= -SIDE ? 'negative' : 'neutral'
}

/** The words meant by what was typed: «ko thik» is «không thích». */
function meant(text: string): string[] {
  return wordsOf(text.replace(EMOTICON, (sign) => (/[)D3]$/.test(sign) ? ' 🙂 ' : ' 🙁 '))).flatMap(
    (word) => teencode.get(word) ?? word,
  )
}

const EMOTICON = /[:=]-?[()D]+|<3+/g
