import type { DraftExpectation } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { ALL, ticked } from './months.ts'

/** Of which months, or of which quarters, a report is due: of all, unless some are left out, as schools leave out the summer. */
export function MonthsPicker({
  every,
  months,
  onChange,
}: {
  every: DraftExpectation['every']
  months: number[] | undefined
  onChange(months: number[] | undefined): void
}) {
  const { t } = useText()
  if (every !== 'month' && every !== 'quarter') return null
  return (
    <fieldset className="make-months">
      <legend>{t(`make.expects.months.${every}`)}</legend>
      {ALL[every].map((month) => (
        <label key={month}>
          <input
            type="checkbox"
            checked={months === undefined || months.includes(month)}
            onChange={() => onChange(ticked(every, months, month))}
          />
          {every === 'month' ? month : ['I', 'II', 'III', 'IV'][month / 3 - 1]}
        </label>
      ))}
    </fieldset>
  )
}
