import type { IndicatorAnswer, ReadingAnswer } from '@ioc/server/contract'
import type { Question } from '../address/address.ts'
import { useText } from '../text/use-text.ts'
import { exploreAddress, tableAddress } from './queries.ts'

const DAY_MS = 86_400_000
const STEPS = ['hour', 'day', 'month', 'year']

/** The same reading as a table to take away: of the units below, and over time. Each row says its state and as of when it was known. */
export function Downloads({
  question,
  reading: { clocks },
  indicator,
}: {
  question: Question
  reading: ReadingAnswer
  indicator: IndicatorAnswer | undefined
}) {
  const { t } = useText()
  const days = (Date.parse(clocks.to) - Date.parse(clocks.from)) / DAY_MS
  const own = STEPS.indexOf(indicator?.grain ?? 'year')
  const step = STEPS[Math.max(own, STEPS.indexOf(days > 62 ? 'month' : 'day'))]
  return (
    <p className="proof-downloads">
      <a href={tableAddress(question, 'units', {})} download>
        {t('proof.tableOfUnits')}
      </a>
      {indicator && <a href={exploreAddress(question)}>{t('proof.explore')}</a>}
      {indicator && days > 0 && (
        <a href={tableAddress(question, 'series', { step })} download>
          {t('proof.tableOverTime')}
        </a>
      )}
    </p>
  )
}
