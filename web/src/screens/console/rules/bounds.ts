import type { RuleRow } from '@ioc/server/contract'

export const BOUNDS = ['least', 'most', 'times'] as const
export type Bound = (typeof BOUNDS)[number]

/** How many decimals a bound has. */
export const decimalsOf = (value: number) => String(value).split('.')[1]?.length ?? 0

/** As a Vietnamese writes it: 1.234,5; not a number where it is none. */
export function numberIn(text: string): number {
  const plain = text
    .trim()
    .replace(/\.(?=\d{3}(\D|$))/g, '')
    .replace(',', '.')
  return plain === '' ? Number.NaN : Number(plain)
}

/** What a row says, without the rule it breaks and why, which are said once above it. */
export function ownPart(message: string, { says, why }: Pick<RuleRow, 'says' | 'why'>): string {
  const start = message.startsWith(`${says.vi}. `) ? says.vi.length + 2 : 0
  const end = why && message.endsWith(why.vi) ? message.length - why.vi.length : message.length
  return message.slice(start, end).trim()
}
