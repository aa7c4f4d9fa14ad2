import type { ReadingAnswer } from '@ioc/server/contract'
import { AlertsAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { getJson } from '../api/get.ts'
import { useText } from '../text/use-text.ts'
import { Age } from '../ui/Age.tsx'
import { Mark } from '../ui/Mark.tsx'

/** What a number has raised and who sees to it; and the way to have it watched, by its own levels to begin with. */
export function AlertsOf({ reading: { indicator, unit } }: { reading: Pick<ReadingAnswer, 'indicator' | 'unit'> }) {
  const { t } = useText()
  const asked = new URLSearchParams({ subject: indicator, unit: unit.key })
  const { data } = useQuery({
    queryKey: ['alerts', 'of', indicator, unit.key],
    queryFn: async ({ signal }) => AlertsAnswer.parse(await getJson(`/api/alerts?${asked}`, signal)),
    staleTime: 0,
  })
  const alerts = data?.groups.flatMap((group) => group.alerts) ?? []
  return (
    <div className="proof-alerts">
      {alerts.map(({ id, level, status, acknowledgedBy, firedAt, since }) => (
        <a key={id} href={`/console/alerts/${id}`}>
          <Mark tone={level}>{t(`alerts.level.${level}`)}</Mark>
          <small>
            <Age at={firedAt ?? since} /> · {acknowledgedBy ?? t(`alerts.status.${status}`)}
          </small>
        </a>
      ))}
      <a href={`/console/directives/new?${new URLSearchParams({ indicator })}`}>{t('directives.new')}</a>
      <a href={`/console/alerts/new?${new URLSearchParams({ indicator })}`}>{t('alerts.rules.fromTile')}</a>
    </div>
  )
}
