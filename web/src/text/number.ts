import type { Reading } from '@ioc/server/contract'
import type { Language } from './i18n.ts'

type Unit = Reading['unit']
export interface Amount {
  text: string
  /** Money is read in a size of its own. */
  unit: Unit | 'million' | 'billion'
}

const locale = { vi: 'vi-VN', en: 'en-GB' } as const
const formats = new Map<string, Intl.NumberFormat>()

export function formatNumber(value: number, decimals: number, language: Language): string {
  const key = `${language}${decimals}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    formats.set(key, format)
  }
  const text = format.format(value)
  // Rounding can leave a minus before nothing.
  return (/[1-9]/.test(text) ? text : text.replace('-', '')).replace('-', '−')
}

/** Money arrives in đồng and is read in tỷ or triệu đồng, with about four figures. */
export function formatAmount(value: number, unit: Unit, decimals: number | undefined, language: Language): Amount {
  if (unit.id !== 'dong') return { text: formatNumber(value, decimals ?? 0, language), unit }
  const size = Math.abs(value)
  if (size >= 1e9) return { text: formatNumber(value / 1e9, size >= 1e12 ? 0 : 1, language), unit: 'billion' }
  if (size >= 1e6) return { text: formatNumber(value / 1e6, size >= 1e8 ? 0 : 1, language), unit: 'million' }
  return { text: formatNumber(value, 0, language), unit }
}
