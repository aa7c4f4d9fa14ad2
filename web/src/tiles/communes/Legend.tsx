import type { TileOf } from '@ioc/server/contract'
import { useText } from '../../text/use-text.ts'
import { Shape } from '../../ui/Shape.tsx'
import { type Class, HEXAGON } from './option.ts'

interface Props {
  classes: Class[]
  direction: TileOf<'communes'>['direction']
  /** Why communes have no number, each reason once. */
  hollow: readonly TileOf<'communes'>['cells'][number]['state'][]
  /** Some have an old number. */
  isStale: boolean
  decimals: number
}

/** Each threshold with its shape and its word, worst first; then each blue with the number it starts at. */
export function Legend({ classes, direction, hollow, isStale, decimals }: Props) {
  const { t, number } = useText()
  const places = (value: number) => (Number.isInteger(value) ? 0 : decimals)
  const steps = classes.filter((one) => one.kind === 'step')
  const isSuppressed = hollow.includes('suppressed')
  const empty = hollow.filter((state) => state !== 'suppressed')
  const levels = classes.filter((one) => one.kind === 'level').reverse()
  return (
    <div className="legend">
      <ul className="legend-levels">
        {levels.map(({ level, from }) => (
          <li key={level} className="legend-level" data-tone={level}>
            <Shape tone={level} />
            {t(`level.${level}`)}{' '}
            {t(direction === 'up' ? 'communes.below' : 'communes.over', { value: number(from, places(from)) })}
          </li>
        ))}
        {isSuppressed && (
          <li className="legend-level">
            <Shape tone="suppressed" /> {t('state.suppressed')}
          </li>
        )}
        {empty.length > 0 && (
          <li className="legend-level hex" data-class="missing">
            <svg className="legend-hex" viewBox="-1 -1 2 2" aria-hidden="true">
              <polygon points={HEXAGON} />
            </svg>
            {empty.length === 1 ? t(`state.${empty[0]}`) : t('communes.hollow')}
          </li>
        )}
        {isStale && (
          <li className="legend-level">
            <Shape tone="stale" /> {t('state.stale')}
          </li>
        )}
      </ul>
      <ol className="legend-steps">
        {steps.map(({ step, from }) => (
          <li key={step} className="legend-step" data-class={step}>
            {number(from, places(from))}
          </li>
        ))}
      </ol>
    </div>
  )
}
