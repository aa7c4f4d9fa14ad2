const SHINGLE_WORDS = 2
const HASHES = 24
const ROWS_PER_BAND = 3

/**
 * Min-hash bands of a text (Broder 1997; banding after Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, §3.4).
 *
 * Returns 8 integers, one a band. Texts sharing a fraction s of their two-word shingles share a band with probability
 * 1 − (1 − s³)⁸: 0.30 at s = 0.35, 0.87 at 0.6, 0.999 at 0.85. Accents and case do not count, so a reprint typed without
 * them still matches. Sharing a band is a hint; join_stories decides.
 */
export function bandsOf(text: string): number[] {
  const words = fold(text).split(' ').filter(Boolean)
  const shingles = new Set<string>()
  for (let i = 0; i <= Math.max(0, words.length - SHINGLE_WORDS); i++) shingles.add(words.slice(i, i + SHINGLE_WORDS).join(' '))
  const minima = new Array<number>(HASHES).fill(0xffffffff)
  for (const shingle of shingles) {
    const base = fnv1a(shingle)
    for (let h = 0; h < HASHES; h++) {
      const value = mix(base ^ Math.imul(h + 1, 0x9e3779b1))
      if (value < (minima[h] as number)) minima[h] = value
    }
  }
  const bands: number[] = []
  for (let start = 0; start < HASHES; start += ROWS_PER_BAND) {
    let band = start
    for (let row = start; row < start + ROWS_PER_BAND; row++) band = mix(Math.imul(band, 31) ^ (minima[row] as number))
    bands.push(band | 0)
  }
  return bands
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** The finaliser of MurmurHash3: every input bit moves every output bit. */
function mix(value: number): number {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
