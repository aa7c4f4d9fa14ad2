import type { RuleRow } from '@ioc/server/contract'

export const BOUNDS = ['least', 'most', 'times'] as const
export type Bound = (typeof BOUNDS)[number]

/** How many decimals a bound has. */
export const decimalsOf = (value: number) => String(value).split('.')[1]?.length ?? 0

const GROUPED = {
  vi: /^-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/,
  en: /^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/,
}

/** As a Vietnamese writes it, 1.234,5, or in English 1,234.5; not a number where it is none. */
export function numberIn(text: string, language: 'vi' | 'en'): number {
  const written = text.trim().replace('−', '-')
  const group = language === 'vi' ? /\./g : /,/g
  const plain = (GROUPED[language].test(written) ? written.replace(group, '') : written).replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

/** What a row says, without the rule it breaks and why, which are said once above it. */
export function ownPart(message: string, { says, why }: Pick<RuleRow, 'says' | 'why'>): string {
  const start = message.startsWith(`${says.vi}. `) ? says.vi.length + 2 : 0
  const end = why && message.endsWith(why.vi) ? message.length - why.vi.length : message.length
  return message.slice(start, end).trim()
}
