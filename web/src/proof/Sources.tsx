import { useQuery } from '@tanstack/react-query'
import type { Question } from '../address/address.ts'
import { useText } from '../text/use-text.ts'
import { lineageQuery } from './queries.ts'

/** The feeds an indicator rests on; each leads to all that rests on it, in the stewards' console. */
export function Sources({ question }: { question: Question }) {
  const { t, title } = useText()
  const { data } = useQuery(lineageQuery(question))
  if (!data) return null
  return (
    <>
      <h3>{t('proof.sources')}</h3>
      {data.feeds.length === 0 && <p className="proof-help">{t('proof.noSource')}</p>}
      <ul className="proof-sources">
        {data.feeds.map(({ feed, enabled, ...each }) => (
          <li key={feed}>
            <a href={`/console/feeds/${encodeURIComponent(feed)}/lineage`}>{title(each.title)}</a>
            {!enabled && <small>{t('proof.sourceOff')}</small>}
          </li>
        ))}
      </ul>
    </>
  )
}
