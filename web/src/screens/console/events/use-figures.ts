import { useQuery } from '@tanstack/react-query'
import { indicatorsQuery } from '../../../api/indicators.ts'
import { useText } from '../../../text/use-text.ts'
import { embargoesQuery } from '../embargoes/queries.ts'

/** The domains there are, and what an indicator or a whole domain is called; by its id until that is known. */
export function useFigures() {
  const { t, title } = useText()
  const { data: indicators = [] } = useQuery(indicatorsQuery())
  const { data: { domains } = { domains: [] } } = useQuery({ ...embargoesQuery(), refetchInterval: false })
  return {
    domains,
    nameOf(id: string): string {
      const domain = domains.find((each) => each.id === id)
      if (domain) return t('events.wholeDomain', { domain: title(domain.title) })
      const found = indicators.find((each) => each.id === id)
      return found ? title(found.title) : id
    },
  }
}
