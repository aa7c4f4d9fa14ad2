import { type ReadingAnswer, SigningAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { getJson } from '../api/get.ts'
import { formatMoment } from '../text/moment.ts'
import { useText } from '../text/use-text.ts'

export type SignedReading = Pick<ReadingAnswer, 'indicator' | 'unit' | 'asked' | 'value'>

/** Who signed a figure of a unit, and where that is told; `other` is what was signed where it now reads otherwise. Null where nobody did. */
export function useSigning({ indicator, unit, asked: period, value }: SignedReading) {
  const { t, title, zone } = useText()
  const asked = new URLSearchParams({ unit: unit.key, ...period })
  const { data } = useQuery({
    queryKey: ['proof', 'signing', indicator, String(asked)],
    queryFn: async ({ signal }) =>
      SigningAnswer.parse(await getJson(`/api/signing/${encodeURIComponent(indicator)}?${asked}`, signal)),
    staleTime: 0,
  })
  if (!data?.signing) return null
  const { level, by, at, round, unit: signer, figure } = data.signing
  return {
    level,
    says: t(`proof.signed.${level}`, { period: title(data.signing.period.name), by, at: formatMoment(at, zone) }),
    href: `/console/signoff/${[round, signer, data.signing.period.from].map(encodeURIComponent).join('/')}`,
    other: figure && figure.value !== value ? figure : null,
  }
}
