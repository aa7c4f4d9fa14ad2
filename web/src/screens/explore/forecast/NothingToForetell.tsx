import type { IndicatorAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { readingQuery } from '../queries.ts'
import type { Settled } from '../settle.ts'

interface Props {
  year: number
  indicator: IndicatorAnswer
  view: Settled
}

/** Why no year is foretold: nothing of it was told yet, or not from its beginning. */
export function NothingToForetell({ year, indicator, view }: Props) {
  const { t, day } = useText()
  const { data } = useQuery(readingQuery(indicator.id, { ...view, period: String(year), compare: null }))
  return (
    <p className="explore-said">
      {data?.toldFrom ? t('forecast.beganLate', { year, day: day(data.toldFrom) }) : t('forecast.nothingYet', { year })}
    </p>
  )
}
