import { type ReadingAnswer, SigningAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { getJson } from '../api/get.ts'
import { formatMoment } from '../text/moment.ts'
import { useText } from '../text/use-text.ts'

/** That a figure is signed and no longer moves, and by whom; nothing where it may. */
export function Signed({
  reading: { indicator, unit, clocks },
}: {
  reading: Pick<ReadingAnswer, 'indicator' | 'unit' | 'clocks'>
}) {
  const { t, title, zone } = useText()
  const asked = new URLSearchParams({ unit: unit.key, from: clocks.from, to: clocks.to })
  const { data } = useQuery({
    queryKey: ['proof', 'signing', indicator, String(asked)],
    queryFn: async ({ signal }) =>
      SigningAnswer.parse(await getJson(`/api/signing/${encodeURIComponent(indicator)}?${asked}`, signal)),
    staleTime: 0,
  })
  const signing = data?.signing
  if (!signing) return null
  const { level, by, at, period, round } = signing
  return (
    <p className="proof-help" data-signed={level}>
      <a href={`/console/signoff/${[round, signing.unit, period.from].map(encodeURIComponent).join('/')}`}>
        {t(`proof.signed.${level}`, { period: title(period.name), by, at: formatMoment(at, zone) })}
      </a>
    </p>
  )
}
