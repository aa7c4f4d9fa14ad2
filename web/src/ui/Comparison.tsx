import type { Reading } from '@ioc/server/contract'
import { useText } from '../text/use-text.ts'
import { changeOf } from './compare.ts'
import { Way } from './Way.tsx'
import './comparison.css'

/** The one comparison that matters: how far from the same span of the year before, and whether that is better. */
export function Comparison({ reading }: { reading: Reading }) {
  const { t, number } = useText()
  const change = changeOf(reading)
  if (!change) return null
  const { by, amount, way, better } = change
  if (way === 'same') return <p className="comparison">{t('reading.same')}</p>
  const tone = better === true ? 'good' : better === false && reading.level !== 'good' ? (reading.level ?? undefined) : undefined
  const text = by === 'points' ? `${number(amount, 1)} ${t('unit.point')}` : `${number(amount, amount < 100 ? 1 : 0)}\u202f%`
  return (
    <p className="comparison">
      <span className="comparison-change" data-tone={tone}>
        <Way way={way} />
        {text}
      </span>
      <span>{t('reading.before')}</span>
    </p>
  )
}
