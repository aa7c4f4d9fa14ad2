import type { FeedRow } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { Age } from '../../ui/Age.tsx'
import { Shape, type Tone } from '../../ui/Shape.tsx'
import { comesBy } from './comes-by.ts'
import { Failed } from './Failed.tsx'
import { Link } from './Link.tsx'
import { optionsQuery } from './make/queries.ts'
import { pathTo } from './paths.ts'
import { feedsQuery } from './queries.ts'
import { FaultSentence } from './runs/RunFault.tsx'

const SHAPES: Record<FeedRow['state'], Tone> = {
  ok: 'good',
  running: 'provisional',
  waiting: 'not_yet_due',
  failing: 'critical',
  stopped: 'warn',
  late: 'stale',
  manual: 'zero',
}

/** Every feed, those that need a person first. */
export function FeedList() {
  const { t, title, span, number, minute } = useText()
  const { data: feeds, error } = useQuery(feedsQuery())
  const { data: options } = useQuery(optionsQuery())
  const [words, setWords] = useState('')
  if (error) return <Failed error={error} />
  if (!feeds) return <p className="console-empty">{t('console.loading')}</p>
  const said = ({ domain, connector }: FeedRow) => {
    const kind = options?.kinds.find((each) => each.domain === domain)
    const way = options?.connectors.find((each) => each.kind === connector)
    return [kind ? title(kind.domainTitle) : domain, way ? title(way.title) : connector]
  }
  const folded = words.trim().toLocaleLowerCase('vi')
  const shown = feeds.filter((feed) => `${title(feed.title)} ${feed.key} ${feed.owner}`.toLocaleLowerCase('vi').includes(folded))
  return (
    <section>
      <div className="console-head">
        <h1>{t('console.feeds')}</h1>
        <input
          type="search"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          placeholder={t('console.findFeed')}
          aria-label={t('console.findFeed')}
        />
      </div>
      <table className="desk-table">
        <thead>
          <tr>
            <th>{t('console.feed')}</th>
            <th>{t('console.state')}</th>
            <th>{t('console.heard')}</th>
            <th>{t('console.every')}</th>
            <th>{t('console.owner')}</th>
            <th className="desk-number">{t('console.heldRows')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((feed) => (
            <tr key={feed.key} data-off={!feed.enabled || undefined}>
              <td>
                <Link to={pathTo.runs(feed.key)}>{title(feed.title)}</Link>
                <small>
                  {said(feed).join(' · ')}
                  {feed.simulated && <em> · {t('tile.simulated')}</em>}
                </small>
              </td>
              <td>
                <span className={`feed-state feed-${feed.state}`}>
                  <Shape tone={SHAPES[feed.state]} /> {t(feed.enabled ? `console.states.${feed.state}` : 'console.states.off')}
                </span>
                {feed.state === 'failing' && feed.error && <FaultSentence error={feed.error} fault={feed.fault} />}
                {feed.trouble?.triesAgain && (
                  <small>
                    {t('runs.attempt', { attempt: feed.trouble.failures })} {minute(feed.trouble.nextTryAt)}
                  </small>
                )}
              </td>
              <td>{feed.lastContactAt ? <Age at={feed.lastContactAt} /> : t('console.never')}</td>
              <td>
                {feed.every === null ? t(`console.byHand.${comesBy(feed)}`) : t('console.everySpan', { span: span(feed.every) })}
                <small>
                  {t('console.promise', { span: span(feed.promise) })}
                  {feed.counted && ` (${t(`make.counted.short.${feed.counted}`)})`}
                </small>
              </td>
              <td>{feed.owner}</td>
              <td className="desk-number">
                {feed.waiting + feed.awaiting + feed.rejected === 0 ? (
                  '0'
                ) : (
                  <Link to={pathTo.held(feed.key)} className="feed-held">
                    {number(feed.waiting + feed.awaiting + feed.rejected)}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p className="console-empty">{t('console.noFeed')}</p>}
    </section>
  )
}
