import type { Unit } from '../text/say.ts'
import { useText } from '../text/use-text.ts'

/** A number in full with its unit: a proof rounds nothing away, money least of all. */
export function useExact(): (value: number, of: Unit) => string {
  const { number, unit } = useText()
  return (value, of) => `${number(value, Number.isInteger(value) ? 0 : 2)} ${unit(of)}`.trim()
}
