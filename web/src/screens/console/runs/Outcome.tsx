import type { RunRow } from '@ioc/server/contract'
import { useNow } from '../../../realtime/clock.ts'
import { useText } from '../../../text/use-text.ts'
import { RunFault } from './RunFault.tsx'

/** The others are in its log. */
const NOTICES_SHOWN = 2

/** How a run stands: for one under way how far it is, how fast and how long it will take; for one that ended how. */
export function Outcome({ run }: { run: RunRow }) {
  const { t, span } = useText()
  const started = Date.parse(run.startedAt)
  const seconds = useNow((now) =>
    Math.max(0, Math.round(((run.finishedAt ? Date.parse(run.finishedAt) : now) - started) / 1_000)),
  )
  return (
    <>
      <span className={`run-${run.status}`}>{t(`console.outcomes.${run.status}`, { span: span(seconds) })}</span>
      {run.status === 'running' && <Progress run={run} seconds={seconds} />}
      <RunFault run={run} />
      {run.notices.slice(0, NOTICES_SHOWN).map(({ code, params }) => (
        <small key={`${code} ${params.name}`} className="run-notice">
          {t(`runs.line.${code}` as 'runs.log', { ...params, defaultValue: code })}
        </small>
      ))}
    </>
  )
}

function Progress({ run, seconds }: { run: RunRow; seconds: number }) {
  const { t, span, number } = useText()
  const rate = run.read / Math.max(1, seconds)
  const left = run.remaining ?? 0
  const isFiles = run.remainingIn === 'files'
  const done = isFiles ? run.pages : run.read
  const toGo = span(left / Math.max(isFiles ? 0.001 : 0.1, done / Math.max(1, seconds)))
  return (
    <>
      {left > 0 && <progress max={done + left} value={done} aria-label={t('console.outcome')} />}
      <small>
        {t('console.rate', { rate: number(rate, rate < 10 ? 1 : 0) })} · {t('runs.bytes', { mb: number(run.bytes / 1e6, 1) })}
        {left > 0 && ` ${t(isFiles ? 'console.leftFiles' : 'console.left', { rows: number(left), span: toGo })}`}
      </small>
    </>
  )
}
