import type { TileOf } from '@ioc/server/contract'

export type Issue = TileOf<'mentions'>['issues'][number]

export const TONES = ['negative', 'neutral', 'positive'] as const

/** The tones of a matter as parts of one bar, the bad first; what nobody says takes no room. */
export function toneParts({ sentiment }: Pick<Issue, 'sentiment'>): { tone: (typeof TONES)[number]; part: number }[] {
  const all = TONES.reduce((sum, tone) => sum + sentiment[tone], 0)
  return TONES.filter((tone) => sentiment[tone] > 0).map((tone) => ({ tone, part: sentiment[tone] / all }))
}
