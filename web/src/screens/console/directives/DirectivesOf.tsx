import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { DirectiveRows } from './Directives.tsx'
import { directivesQuery } from './queries.ts'

/** What was ordered because of an alert. */
export function DirectivesOf({ alert }: { alert: number }) {
  const { t } = useText()
  const { data } = useQuery(directivesQuery({ alert }))
  if (!data || data.directives.length === 0) return null
  return (
    <>
      <h2 className="alert-part">{t('directives.ofAlert')}</h2>
      <DirectiveRows directives={data.directives} />
    </>
  )
}
