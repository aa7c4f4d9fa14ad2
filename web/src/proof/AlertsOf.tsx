import type { ReadingAnswer } from '@ioc/server/contract'
import { AlertsAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { getJson } from '../api/get.ts'
import { useText } from '../text/use-text.ts'
import { WhyRed } from './WhyRed.tsx'

/** What a number has raised, why, and who sees to it; and the way to have it watched, by its own levels to begin with. */
export function AlertsOf({
  reading: { indicator, unit, where },
}: {
  reading: Pick<ReadingAnswer, 'indicator' | 'unit' | 'where'>
}) {
  const { t } = useText()
  // As alerts name a number, or a part of it.
  const [part] = where.flatMap(({ dim, values }) => values.map(({ key }) => `?${dim}:${key}`))
  const asked = new URLSearchParams({ subject: `${indicator}${part ?? ''}`, unit: unit.key })
  const { data } = useQuery({
    queryKey: ['alerts', 'of', String(asked)],
    queryFn: async ({ signal }) => AlertsAnswer.parse(await getJson(`/api/alerts?${asked}`, signal)),
    staleTime: 0,
  })
  const alerts = data?.groups.flatMap((group) => group.alerts) ?? []
  return (
    <>
      {alerts.map(({ id }) => (
        <WhyRed key={id} alert={id} />
      ))}
      <div className="proof-alerts">
        <a href={`/console/directives/new?${new URLSearchParams({ indicator })}`}>{t('directives.new')}</a>
        <a href={`/console/alerts/new?${new URLSearchParams({ indicator })}`}>{t('alerts.makeRule')}</a>
      </div>
    </>
  )
}
