import type { Cell } from '@ioc/server/contract'
import { useText } from '../text/use-text.ts'
import './doubt.css'
import { Shape, type Tone } from './Shape.tsx'

/** Before a number among others, or in its place: the shape of its state, and ≈ where part of it was shared out; words for whoever points at it or listens. */
export function Doubt({ cell, state }: { cell: Pick<Cell, 'value' | 'estimate'>; state: Tone | null }) {
  const { t } = useText()
  const estimate = cell.value !== null && cell.estimate
  if (state === null && !estimate) return null
  const words = [state && t(`state.${state as Cell['state']}`), estimate && t('reading.estimate')].filter(Boolean).join(', ')
  return (
    <span className="doubt" role="img" aria-label={words} title={words}>
      {state && <Shape tone={state} />}
      {estimate && <i className="doubt-about">≈</i>}
    </span>
  )
}
