import { decimalOf } from '../values/numbers.ts'

/** A decimal string times a factor, exactly: no binary fraction comes near it. */
export function timesDecimal(decimal: string, factor: number): string {
  const [a, b] = [digitsOf(decimal), digitsOf(decimalOf(factor) ?? '0')]
  const places = a.places + b.places
  const product = a.digits * b.digits
  const text = String(product < 0n ? -product : product).padStart(places + 1, '0')
  const point = text.length - places
  const tail = text.slice(point).replace(/0+$/, '')
  return `${product < 0n ? '-' : ''}${text.slice(0, point)}${tail ? `.${tail}` : ''}`
}

function digitsOf(decimal: string): { digits: bigint; places: number } {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return { digits: BigInt(whole + fraction), places: fraction.length }
}

/** «12,5 ha» as the number and the word behind it; the word is empty where there is none. */
export function numberAndUnit(text: string): { number: string; unit: string } {
  const whole = text.trim()
  const [, number = whole, unit = ''] = /^([-−+(]?[\d.,\s\u00a0\u202f]*\d\)?)\s*([^\d.,\s)].*)?$/u.exec(whole) ?? []
  return { number: number.trim(), unit: unit.trim() }
}
