import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { qualityQuery } from '../queries.ts'
import { FeedScores } from './FeedScores.tsx'
import { nameOf } from './months.ts'
import { ScoreTable } from './ScoreTable.tsx'
import './quality.css'

const TABS = ['feeds', 'owners'] as const

/** «Đúng – đủ – sạch – sống»: the four scores of every feed and department month by month, or what those of one are made of. */
export function Quality({ of }: { of: string | null }) {
  const { t } = useText()
  const [month, setMonth] = useState<string>()
  const [tab, setTab] = useState<(typeof TABS)[number]>('feeds')
  // The months that can be chosen are those up to now, whichever is.
  const { data: now } = useQuery(qualityQuery(undefined))
  const { data, error } = useQuery(qualityQuery(month))
  if (error) return <Failed error={error} />
  if (!data || !now) return <p className="console-empty">{t('console.loading')}</p>
  if (data.feeds.length === 0) return <p className="console-empty">{t('quality.none')}</p>
  const chosen = data.months.at(-1) ?? ''
  const choose = (
    <label className="quality-month">
      {t('quality.month')}
      <select value={chosen} onChange={(event) => setMonth(event.target.value)}>
        {now.months.toReversed().map((each) => (
          <option key={each} value={each}>
            {nameOf(each)}
          </option>
        ))}
      </select>
    </label>
  )
  const one = data.feeds.find(({ key }) => key === of)
  if (one) return <FeedScores key={chosen} feed={one} month={chosen} choose={choose} />
  const rows =
    tab === 'feeds'
      ? data.feeds.map((feed) => ({ ...feed, note: feed.ownerName }))
      : data.owners.map((owner) => ({ ...owner, note: t('quality.ofFeeds', { feeds: owner.feeds }) }))
  return (
    <section className="quality">
      <div className="console-head">
        <h1>{t('quality.title')}</h1>
        {choose}
      </div>
      <div className="console-tabs" role="tablist">
        {TABS.map((each) => (
          <button key={each} type="button" role="tab" aria-selected={each === tab} onClick={() => setTab(each)}>
            {t(`quality.${each}`)}
          </button>
        ))}
      </div>
      <ScoreTable rows={rows} heading={t(tab === 'feeds' ? 'quality.feed' : 'quality.owner')} />
      <p className="quality-help">{t(tab === 'feeds' ? 'quality.help' : 'quality.ownersHelp')}</p>
    </section>
  )
}
