import { type ReadingAnswer, SigningAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { getJson } from '../api/get.ts'
import { formatMoment } from '../text/moment.ts'
import { useText } from '../text/use-text.ts'

export type SignedReading = Pick<ReadingAnswer, 'indicator' | 'unit' | 'clocks' | 'value'>

/** Who signed a figure of a unit, and where that is told; `other` is what was signed where it now reads otherwise. Null where nobody did. */
export function useSigning({ indicator, unit, clocks, value }: SignedReading) {
  const { t, title, zone } = useText()
  const asked = new URLSearchParams({ unit: unit.key, from: clocks.from, to: clocks.to })
  const { data } = useQuery({
    queryKey: ['proof', 'signing', indicator, String(asked)],
    queryFn: async ({ signal }) =>
      SigningAnswer.parse(await getJson(`/api/signing/${encodeURIComponent(indicator)}?${asked}`, signal)),
    staleTime: 0,
  })
  if (!data?.signing) return null
  const { level, by, at, period, round, unit: signer, figure } = data.signing
  return {
    level,
    says: t(`proof.signed.${level}`, { period: title(period.name), by, at: formatMoment(at, zone) }),
    href: `/console/signoff/${[round, signer, period.from].map(encodeURIComponent).join('/')}`,
    other: figure && figure.value !== value ? figure : null,
  }
}
