import type { Counted, RunRow } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Age } from '../../../ui/Age.tsx'
import { comesBy } from '../comes-by.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { feedsQuery, runsQuery } from '../queries.ts'
import { Arrival } from './Arrival.tsx'
import { Drift } from './Drift.tsx'
import { Outcome } from './Outcome.tsx'
import { RunAgain } from './RunAgain.tsx'
import { type Awaited, RunButtons } from './RunButtons.tsx'
import { StopButton, StopForm } from './StopRun.tsx'
import { Trouble } from './Trouble.tsx'
import './runs.css'

const SHOWN = ['read', 'inserted', 'updated', 'unchanged', 'held', 'rejected'] as const satisfies Counted[]

const AWAITED_MS = 1_000

/** Counts that are told beside another, where there are any. */
const BESIDE = [
  ['updated', 'withdrawn'],
  ['updated', 'warned'],
  ['held', 'blocked'],
] as const

/** What a feed brought, run by run: how far one under way has got, what one that failed says to do, and the rows behind each count. */
export function FeedRuns({ feed }: { feed: string }) {
  const { t, title } = useText()
  const { data: feeds } = useQuery(feedsQuery())
  const [asked, setAsked] = useState<{ what: Awaited; after: number } | null>(null)
  const { data: runs, error } = useQuery({
    ...runsQuery(feed),
    // Some runs are over sooner than we usually look.
    ...(asked && { refetchInterval: AWAITED_MS }),
  })
  const newest = runs?.[0]?.run ?? 0
  // One that was under way already is what was asked for.
  const hasBegun =
    asked && runs?.some(({ run, trigger, status }) => trigger === asked.what && (run > asked.after || status === 'running'))
  useEffect(() => {
    if (hasBegun) setAsked(null)
  }, [hasBegun])
  const known = feeds?.find(({ key }) => key === feed)
  if (error) return <Failed error={error} />
  return (
    <section>
      <div className="console-head run-head">
        <h1>{known ? title(known.title) : feed}</h1>
        {known && <RunButtons feed={known} awaits={asked?.what ?? null} onAsked={(what) => setAsked({ what, after: newest })} />}
      </div>
      {known && runs?.[0]?.status !== 'running' && <Trouble feed={known} />}
      {known && <Drift feed={known} />}
      <Arrival feed={feed} />
      {!runs && <p className="console-empty">{t('console.loading')}</p>}
      {runs?.length === 0 && (
        <p className="console-empty">{t(`console.noRun.${known && known.every === null ? comesBy(known) : 'pulled'}`)}</p>
      )}
      {runs && runs.length > 0 && (
        <table className="desk-table run-table">
          <thead>
            <tr>
              <th>{t('console.run')}</th>
              <th>{t('console.outcome')}</th>
              {SHOWN.map((counted) => (
                <th key={counted} className="desk-number">
                  {t(`runs.counted.${counted}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <Row key={run.run} feed={feed} run={run} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Row({ feed, run }: { feed: string; run: RunRow }) {
  const { t, number } = useText()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <tr>
        <td>
          <Link to={pathTo.run(feed, run.run)} className="run-open">
            {run.run}
          </Link>{' '}
          · <Age at={run.startedAt} />
          <About run={run} />
        </td>
        <td>
          <Outcome run={run} />
          <RunAgain run={run} />
          {!isAsking && <StopButton run={run} onAsk={() => setAsking(true)} />}
        </td>
        {SHOWN.map((counted) => (
          <td key={counted} className="desk-number">
            {run[counted] === 0 ? '0' : <Link to={pathTo.run(feed, run.run, counted)}>{number(run[counted])}</Link>}
            {BESIDE.filter(([beside, more]) => beside === counted && run[more] > 0).map(([, more]) => (
              <small key={more}>
                <Link to={pathTo.run(feed, run.run, more)}>
                  {t(`runs.counted.${more}`)} {number(run[more])}
                </Link>
              </small>
            ))}
          </td>
        ))}
      </tr>
      {isAsking && run.status === 'running' && (
        <tr>
          <td colSpan={2 + SHOWN.length}>
            <StopForm run={run} onClose={() => setAsking(false)} />
          </td>
        </tr>
      )}
    </>
  )
}

/** What set a run going: the clock, a person, a failure before it. */
export function About({ run }: { run: RunRow }) {
  const { t, day } = useText()
  const parts = [
    t(`console.triggers.${run.trigger === 'schedule' && run.askedBy ? 'asked' : run.trigger}`, { version: run.version }),
    run.days && t('runs.days', { from: day(run.days.from), to: day(run.days.to) }),
    run.askedBy && t('runs.asked', { by: run.askedBy }),
    run.pages > 0 && t('runs.pages', { count: run.pages }),
    run.attempt !== null && run.attempt <= 5 && t('runs.attempt', { attempt: run.attempt }),
  ]
  return <small>{parts.filter(Boolean).join(' · ')}</small>
}
