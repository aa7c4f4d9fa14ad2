import type { CaughtAnswer, RuleRow } from '@ioc/server/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { sayPage, sayPlace } from '../../../text/place.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { ownPart } from './bounds.ts'
import { caughtQuery } from './queries.ts'
import { RuleMark } from './RuleMark.tsx'

/** The rows a rule caught in the last days, with the way to where each waits or was told. */
export function CaughtRows({ kind, rule, days }: { kind: string; rule: RuleRow; days: number }) {
  const { t, number, day, minute, language } = useText()
  const { data, error, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery(caughtQuery(kind, rule.id))
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const { held, warned, blocked } = rule.caught
  const counts = { days, held: number(held), warned: number(warned), blocked: number(blocked) }
  return (
    <>
      <h2 className="rules-kind">{t('rules.rows', counts)}</h2>
      {error && <Failed error={error} />}
      {data && rows.length === 0 && <p className="console-empty">{t('rules.noRows', { days })}</p>}
      {rows.length > 0 && (
        <table className="desk-table">
          <thead>
            <tr>
              <th>{t('rules.does')}</th>
              <th>{t('runs.record')}</th>
              <th>{t('rules.what')}</th>
              <th>{t('rules.where')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.did} ${row.run} ${row.page.id} ${row.place} ${row.held}`}>
                <td>
                  <RuleMark severity={row.did} />
                </td>
                <td>{row.record ?? '–'}</td>
                <td>{ownPart(row.message, rule)}</td>
                <td>
                  <WayTo row={row} rule={rule.id} />
                  <small>
                    {minute(row.foundAt)} {day(row.foundAt)} · {sayPage(row.page.name)} ·{' '}
                    {row.at ? sayPlace(row.at, language) : t('console.place', { place: row.place })}
                  </small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {hasNextPage && (
        <button type="button" className="run-more" disabled={isFetching} onClick={() => fetchNextPage()}>
          {t('runs.more')}
        </button>
      )}
    </>
  )
}

function WayTo({ row: { did, feed, run, status }, rule }: { row: CaughtAnswer['rows'][number]; rule: string }) {
  const { t } = useText()
  if (did !== 'hold')
    return <Link to={pathTo.run(feed, run, did === 'warn' ? 'warned' : 'blocked')}>{t('rules.toRun', { run })}</Link>
  if (status === null || status === 'superseded') return <span>{t('console.status.superseded')}</span>
  return (
    <Link to={pathTo.held(feed, { status, code: rule })}>
      {status === 'held' ? t('rules.toHeld') : t(`console.status.${status}`)}
    </Link>
  )
}
