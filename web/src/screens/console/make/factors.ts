/** What a steward multiplies by, each once: units of money and of counting, of land, of shares. */
export const FACTORS = {
  one: 1,
  ten: 10,
  hundred: 100,
  thousand: 1_000,
  tenThousand: 10_000,
  million: 1_000_000,
  billion: 1_000_000_000,
  tenth: 0.1,
  hundredth: 0.01,
  thousandth: 0.001,
  tenThousandth: 0.0001,
  millionth: 0.000001,
} as const
export type FactorName = keyof typeof FACTORS

const WORDS: [RegExp, number][] = [
  [/^(nghìn|ngàn|1[.,]?000)\s+tỷ|^nghìn tỉ/, 1_000_000_000_000],
  [/^(tỷ|tỉ)(\s|$)/, 1_000_000_000],
  [/^(triệu|tr)(\s|\.|$)/, 1_000_000],
  [/^(nghìn|ngàn|1[.,]?000)(\s|$)/, 1_000],
  [/^trăm(\s|$)/, 100],
  [/^chục(\s|$)/, 10],
  // Land is kept in square kilometres.
  [/^(ha|hecta|héc-ta|hec-ta)$/, 0.01],
  [/^(m2|m²|mét vuông)$/, 0.000001],
]

/** How many of ours one of a unit is, by its word; a word that says nothing of it is ours already. */
export function factorOf(word: string): number {
  const plain = word.normalize('NFC').trim().toLocaleLowerCase('vi')
  return WORDS.find(([like]) => like.test(plain))?.[1] ?? 1
}
