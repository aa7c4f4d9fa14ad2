import type { Random } from '../../pack/random.ts'
import { SENTIMENTS, type Sentiment, sentimentOf } from '../sentiment.ts'

// People who look at what a machine said of a text, as a listening service's editors do: of a few, and mostly they agree.

const LOOKED_AT = 0.03
const AGREE = 0.84

const WORDS: Record<Sentiment, string> = { negative: 'tieu_cuc', neutral: 'trung_tinh', positive: 'tich_cuc' }

/** The sentiment an editor gave a text, as services write it; null for the many nobody looked at. */
export function editorsWord(random: Random, text: string): string | null {
  if (!random.chance(LOOKED_AT)) return null
  const machine = sentimentOf(text)
  return WORDS[random.chance(AGREE) ? machine : random.pick(SENTIMENTS.filter((each) => each !== machine))]
}
