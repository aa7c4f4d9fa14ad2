import { spellName } from '../units/names.ts'

/** A text as words to look up: lower case, one way of placing tones, a letter drawn out («đẹpppp») written once. */
export function wordsOf(text: string): string[] {
  const spelt = spellName(text)
    .normalize('NFC')
    .replace(/(\p{L})\1{2,}/gu, '$1')
  return spelt.match(WORD) ?? []
}

/** Words, single emoji, and the signs that end a clause. */
const WORD = /[\p{L}\p{M}\p{N}]+|\p{Extended_Pictographic}|[.,;:!?…]/gu

export function foldWord(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
}

/** Whether somebody typed a text without Vietnamese marks: next to none of its words carries one. */
function isBare(words: readonly string[]): boolean {
  const letters = words.filter((word) => /\p{L}/u.test(word))
  const marked = letters.filter((word) => foldWord(word) !== word).length
  return marked <= letters.length / 12
}

/** Phrases of one to a few words, each with what it stands for. */
export class Phrases<T> {
  readonly #exact = new Map<string, T>()
  readonly #bare = new Map<string, T>()
  #longest = 1

  /** `bareToo`: found in a text typed without marks as well; not for a single word that would then be another («tốt», «tót»). */
  add(phrase: string, meaning: T, bareToo: boolean): void {
    const words = wordsOf(phrase)
    this.#exact.set(words.join(' '), meaning)
    const bare = words.map(foldWord).join(' ')
    if (bareToo && !this.#bare.has(bare)) this.#bare.set(bare, meaning)
    this.#longest = Math.max(this.#longest, words.length)
  }

  /** Left to right, the longest phrase first, no word in two of them. */
  *in(words: readonly string[]): Generator<{ at: number; length: number; phrase: string; meaning: T }> {
    const known = isBare(words) ? this.#bare : this.#exact
    for (let at = 0; at < words.length; ) {
      let found = 0
      for (let length = Math.min(this.#longest, words.length - at); length > 0 && !found; length--) {
        const phrase = words.slice(at, at + length).join(' ')
        const meaning = known.get(phrase)
        if (meaning === undefined) continue
        yield { at, length, phrase, meaning }
        found = length
      }
      at += found || 1
    }
  }
}
