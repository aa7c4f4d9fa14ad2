import type { QualityAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { behindQuery } from '../queries.ts'
import { SCORES, ScoreCell } from './ScoreCell.tsx'
import { Silences, TroubledRuns } from './Troubles.tsx'

type FeedQuality = QualityAnswer['feeds'][number]

/** What the scores of one feed in a month mean and are made of, with the way to the runs, rows and units behind each. */
export function FeedScores({ feed, month, choose }: { feed: FeedQuality; month: string; choose: ReactNode }) {
  const { t, title } = useText()
  const { data, error } = useQuery(behindQuery(feed.key, month))
  return (
    <section className="quality">
      <div className="console-head">
        <div>
          <h1>{title(feed.title)}</h1>
          <small>{feed.ownerName}</small>
        </div>
        {choose}
        <Link to={pathTo.quality()}>{t('quality.back')}</Link>
      </div>
      <div className="quality-cards">
        {SCORES.map((score) => (
          <Card key={score} feed={feed} score={score} />
        ))}
      </div>
      {error && <Failed error={error} />}
      {data && <TroubledRuns feed={feed.key} runs={data.runs} />}
      {data && <Silences silences={data.silences} />}
    </section>
  )
}

function Card({ feed, score }: { feed: FeedQuality; score: (typeof SCORES)[number] }) {
  const { t, number, span } = useText()
  const last = feed.months.at(-1)
  if (!last) return null
  const of = score === 'whole' ? last.wholeOf : score
  const { good, of: all } = last[score]
  const size = score === 'live' ? span : number
  const counts = Object.fromEntries(Object.entries(last.rows).map(([name, count]) => [name, number(count)]))
  return (
    <article className="quality-card">
      <h2>{t(`quality.${score}`)}</h2>
      <ScoreCell months={feed.months} score={score} />
      <p>{t(`quality.means.${of}`)}</p>
      <p>{all === 0 ? t('quality.made.nothing') : t(`quality.made.${of}`, { ...counts, good: size(good), of: size(all) })}</p>
      {of === 'reports' ? (
        <Link to={pathTo.told(feed.key)}>{t('quality.seeTold')}</Link>
      ) : of === 'right' ? (
        <Link to={pathTo.held(feed.key)}>{t('quality.seeHeld')}</Link>
      ) : (
        <Link to={pathTo.runs(feed.key)}>{t('quality.seeRuns')}</Link>
      )}
    </article>
  )
}
