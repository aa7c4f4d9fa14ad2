import type { Counted, RunRow } from '@ioc/server/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { sayPage, sayPlace } from '../../../text/place.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { runRowsQuery } from '../queries.ts'

/** The rows behind a count of a run: which record, where in which page, and why it is held where it is. */
export function RowsOfRun({ feed, run, counted }: { feed: string; run: RunRow; counted: Counted }) {
  const { t, language } = useText()
  const { data, error, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery(runRowsQuery(run.run, counted))
  if (error) return <Failed error={error} />
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const hasReasons = rows.some(({ reasons }) => reasons.length > 0)
  const isHeld = counted === 'held' || counted === 'rejected'
  return (
    <>
      <div className="console-head">
        <h2>{t('runs.rows', { counted: t(`runs.counted.${counted}`).toLocaleLowerCase() })}</h2>
        {isHeld && rows.length > 0 && <Link to={pathTo.held(feed)}>{t('runs.mendThem')}</Link>}
      </div>
      {rows.length === 0 ? (
        <p className="console-empty">{t(isFetching ? 'console.loading' : 'runs.noRows')}</p>
      ) : (
        <table className="desk-table run-rows">
          <thead>
            <tr>
              <th>{t('runs.record')}</th>
              <th>{t('runs.page')}</th>
              <th>{t('console.where')}</th>
              {hasReasons && <th>{t('runs.reason')}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.page.id} ${row.place} ${row.record}`}>
                <td>{row.record ?? '–'}</td>
                <td>{sayPage(row.page.name)}</td>
                <td>{row.at ? sayPlace(row.at, language) : t('console.place', { place: row.place })}</td>
                {hasReasons && <td>{row.reasons.map(({ message }) => message).join(' ')}</td>}
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
