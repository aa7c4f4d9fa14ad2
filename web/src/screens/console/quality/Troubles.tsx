import type { BehindScores, Counted } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'

/** Each count with the rows of the run in which it is found. */
const COUNTS = {
  read: 'read',
  warned: 'warned',
  held: 'held',
  rejected: 'rejected',
  repeated: 'read',
  atOdds: 'read',
  takenBack: 'updated',
  blank: 'read',
} as const satisfies Record<string, Counted>
const NAMES = Object.keys(COUNTS) as (keyof typeof COUNTS)[]

export function TroubledRuns({ feed, runs }: { feed: string; runs: BehindScores['runs'] }) {
  const { t, number, minute, day } = useText()
  return (
    <>
      <h2>{t('quality.runs')}</h2>
      {runs.length === 0 ? (
        <p className="console-empty">{t('quality.noRuns')}</p>
      ) : (
        <>
          <p className="quality-help">{t('quality.runsHelp')}</p>
          <table className="desk-table">
            <thead>
              <tr>
                <th>{t('quality.run')}</th>
                <th>{t('quality.started')}</th>
                {NAMES.map((name) => (
                  <th key={name} className="desk-number">
                    {t(`quality.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <tr key={run.run}>
                  <td>
                    <Link to={pathTo.run(feed, run.run)}>{run.run}</Link>
                  </td>
                  <td>
                    {minute(run.startedAt)} {day(run.startedAt)}
                  </td>
                  {NAMES.map((name) => (
                    <td key={name} className="desk-number">
                      {run[name] === 0 ? '0' : <Link to={pathTo.run(feed, run.run, COUNTS[name])}>{number(run[name])}</Link>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  )
}

export function Silences({ silences }: Pick<BehindScores, 'silences'>) {
  const { t, minute, day, span } = useText()
  const at = (instant: string) => `${minute(instant)} ${day(instant)}`
  return (
    <>
      <h2>{t('quality.silences')}</h2>
      {silences.length === 0 ? (
        <p className="console-empty">{t('quality.noSilences')}</p>
      ) : (
        <ul className="quality-silences">
          {silences.map(({ from, to }) => (
            <li key={from}>
              {t('quality.silence', { from: at(from), to: at(to), span: span((Date.parse(to) - Date.parse(from)) / 1_000) })}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
