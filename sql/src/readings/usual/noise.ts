import { type Formula, unitOf } from '../../indicators/formula.ts'
import { fillSums } from '../totals/evaluate.ts'

/**
 * How far chance alone moves an indicator: of what it counts n, one count in another comes to n give or take √n (Poisson), each of its terms apart
 * from the others; a sum of counts no less than √ of what it usually comes to. Money is not counted so; of it nothing is said.
 */
export function noiseOf(formula: Formula, terms: (number | null)[], middle: number): number {
  const filled = fillSums(formula, terms)
  const as = (values: (number | null)[]) => formula.evaluate(values)
  const now = as(filled)
  if (now === null) return 0
  const moves = formula.terms.map((term, index) => {
    const count = filled[index]
    if (count == null || term.measure.time !== 'sum' || unitOf(term) === 'dong') return 0
    const moved = as(filled.map((value, place) => (place === index ? count + Math.sqrt(Math.max(count, 1)) : value)))
    return moved === null ? 0 : moved - now
  })
  const usual = formula.additive.units && formula.unit !== 'dong' ? Math.abs(middle) : 0
  return Math.sqrt(
    Math.max(
      usual,
      moves.reduce((sum, move) => sum + move * move, 0),
    ),
  )
}
