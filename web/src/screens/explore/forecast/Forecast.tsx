import type { IndicatorAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { forecastQuery } from '../queries.ts'
import type { Settled } from '../settle.ts'
import { Unanswered } from '../Unanswered.tsx'
import type { View } from '../view.ts'
import './forecast.css'
import { StockForecast } from './StockForecast.tsx'
import { YearForecast } from './YearForecast.tsx'

interface Props {
  indicator: IndicatorAnswer
  view: Settled
  change(changes: Partial<View>): void
}

/** Where the number is going, how often such forecasts held before, and what would change it. */
export function Forecast({ indicator, view, change }: Props) {
  const { t } = useText()
  const { data, error, refetch } = useQuery({ ...forecastQuery(indicator.id, view), enabled: indicator.forecast !== null })
  if (indicator.forecast === null) return <p className="explore-said">{t('forecast.none')}</p>
  if (error) return <Unanswered error={error} again={() => void refetch()} />
  if (!data)
    return (
      <p className="explore-said" role="status">
        {t('explore.loading')}
      </p>
    )
  const { ahead } = data
  return ahead.kind === 'year' ? (
    <YearForecast ahead={ahead} answer={data} indicator={indicator} view={view} change={change} />
  ) : (
    <StockForecast ahead={ahead} answer={data} indicator={indicator} view={view} change={change} />
  )
}
