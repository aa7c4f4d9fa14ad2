import type { CSSProperties } from 'react'
import type { Unit } from '../text/say.ts'
import { useText } from '../text/use-text.ts'
import './figure.css'
import { RollingNumber } from './RollingNumber.tsx'

/** The number a tile is about, after ≈ where part of it was shared out. Without one it is a dash, never a zero. */
export function Figure({
  value,
  unit,
  decimals,
  estimate,
}: {
  value: number | null
  unit: Unit
  decimals: number
  estimate: boolean
}) {
  const say = useText()
  if (value === null) {
    return (
      <p className="figure" data-value="">
        <i className="figure-none" />
      </p>
    )
  }
  const amount = say.amount(value, unit, decimals)
  const word = say.unit(amount.unit)
  return (
    <p
      className="figure"
      data-value={value}
      style={{ '--ems': emsOf(amount.text, word) + (estimate ? 0.75 : 0) } as CSSProperties}
    >
      {estimate && <i className="figure-about">≈</i>}
      <RollingNumber value={value} format={(shown) => say.amount(shown, unit, decimals).text} />
      {word && <span className="figure-unit">{word}</span>}
    </p>
  )
}

/** Roughly how wide the figure is in its own font size: Be Vietnam Pro's digits are 0.64 em, its points 0.3 em. */
function emsOf(text: string, unit: string): number {
  const digits = [...text].filter((char) => /\d/.test(char)).length
  return digits * 0.64 + (text.length - digits) * 0.3 + (unit ? 0.12 + unit.length * 0.225 : 0)
}
