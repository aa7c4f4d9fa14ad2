import type { Counted } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Language } from '../../../text/i18n.ts'
import { ofLanguage } from '../../../text/of-language.ts'
import { sayPage } from '../../../text/place.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { runLogQuery, runQuery } from '../queries.ts'
import { About } from './FeedRuns.tsx'
import { Outcome } from './Outcome.tsx'
import { RowsOfRun } from './RowsOfRun.tsx'
import { RunAgain } from './RunAgain.tsx'
import { StopButton, StopForm } from './StopRun.tsx'
import './runs.css'

const COUNTED = ['read', 'inserted', 'updated', 'unchanged', 'held', 'rejected'] as const satisfies Counted[]
/** Told where there are any. */
const RARE = ['withdrawn', 'warned', 'blocked'] as const satisfies Counted[]

/** One run: how it stands, what happened in it, and the rows behind each of its counts. */
export function RunScreen({ feed, run: id, counted }: { feed: string; run: number; counted: Counted }) {
  const { t, number } = useText()
  const [isAsking, setAsking] = useState(false)
  const { data: run, error } = useQuery(runQuery(feed, id))
  if (error) return <Failed error={error} />
  if (!run) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section className="run-screen">
      <div className="console-head">
        <div>
          <h1>{t('runs.one', { run: id })}</h1>
          <About run={run} />
        </div>
        <Link to={pathTo.runs(feed)}>{t('runs.back')}</Link>
      </div>
      <div className="run-outcome">
        <Outcome run={run} />
        <RunAgain run={run} />
        {!isAsking && <StopButton run={run} onAsk={() => setAsking(true)} />}
        {isAsking && run.status === 'running' && <StopForm run={run} onClose={() => setAsking(false)} />}
      </div>
      <Log run={id} isRunning={run.status === 'running'} />
      <nav className="run-counts" aria-label={t('console.outcome')}>
        {[...COUNTED, ...RARE.filter((each) => run[each] > 0)].map((each) => (
          <Link key={each} to={pathTo.run(feed, id, each)} current={each === counted}>
            <b>{number(run[each])}</b> {t(`runs.counted.${each}`)}
          </Link>
        ))}
      </nav>
      <RowsOfRun key={`${id} ${counted}`} feed={feed} run={run} counted={counted} />
    </section>
  )
}

function Log({ run, isRunning }: { run: number; isRunning: boolean }) {
  const { t, clock, language } = useText()
  const { data: lines, error } = useQuery(runLogQuery(run, isRunning))
  if (error) return <Failed error={error} />
  return (
    <>
      <h2>{t('runs.log')}</h2>
      {lines?.length === 0 && <p className="console-empty">{t('runs.noLog')}</p>}
      <ol className="run-log">
        {lines?.map(({ at, code, params }, index) => (
          <li key={`${at} ${index}`}>
            <time dateTime={at}>{clock(at)}</time>
            <span>{t(`runs.line.${code}` as 'runs.log', { ...shown(params, clock, language), defaultValue: code })}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

function shown(params: Record<string, string | number | null>, clock: (at: string) => string, language: Language) {
  const { until, name } = params
  return {
    ...ofLanguage(params, language),
    ...(typeof until === 'string' && { until: clock(until) }),
    ...(typeof name === 'string' && { name: sayPage(name) }),
  }
}
