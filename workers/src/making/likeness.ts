import { foldName } from '../values/text.ts'

/** How alike two names are, 0 to 1: spelt alike, of the same words or letters, or one within the other; accents and case never count. */
export function likeness(a: string, b: string): number {
  const [x, y] = [partsOf(a), partsOf(b)]
  if (x.whole === '' || y.whole === '') return 0
  if (x.whole === y.whole) return 1
  const words = dice(x.words, y.words)
  const letters = dice(x.pairs, y.pairs)
  const [few, many] = x.words.size < y.words.size ? [x.words, y.words] : [y.words, x.words]
  const isWithin = [...few].every((word) => many.has(word))
  return Math.max(words * 0.9, letters * 0.8, isWithin ? 0.6 + 0.3 * (few.size / many.size) : 0)
}

interface Parts {
  whole: string
  words: Set<string>
  pairs: Set<string>
}

/** A name is compared with hundreds of others. */
const known = new Map<string, Parts>()
const KNOWN_AT_MOST = 20_000

function partsOf(name: string): Parts {
  const found = known.get(name)
  if (found) return found
  const words = split(name)
  const whole = words.join('')
  const parts = { whole, words: new Set(words), pairs: pairs(whole) }
  if (known.size >= KNOWN_AT_MOST) known.clear()
  known.set(name, parts)
  return parts
}

/** «ngayTiepNhan» as «ngay Tiep Nhan». */
export function spaced(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1 $2')
}

/** «ngayTiepNhan» and «Ngày tiếp nhận» are the same three words. */
function split(name: string): string[] {
  return foldName(spaced(name)).split('_').filter(Boolean)
}

function dice(a: Set<string>, b: Set<string>): number {
  let both = 0
  for (const each of a) if (b.has(each)) both++
  return (2 * both) / (a.size + b.size || 1)
}

function pairs(word: string): Set<string> {
  return new Set([...word].slice(1).map((letter, index) => word[index] + letter))
}
