import type { ScopeSaid as Scope } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { scopesQuery } from './queries.ts'

/** What of the house somebody may see, in words. */
export function ScopeSaid({ scope: { unit, domains, upTo } }: { scope: Scope }) {
  const { t, title } = useText()
  const { data } = useQuery(scopesQuery())
  const named = domains?.map((id) => {
    const found = data?.domains.find((domain) => domain.id === id)
    return found ? title(found.title) : id
  })
  return (
    <>
      {unit === null ? t('accounts.scope.whole') : (data?.units.find(({ key }) => key === unit)?.name ?? unit)}
      <small>
        {named?.join(', ') ?? t('accounts.scope.every')} · {t(`accounts.scope.class.${upTo}`)}
      </small>
    </>
  )
}
