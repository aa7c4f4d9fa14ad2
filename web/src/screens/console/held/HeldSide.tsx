import type { HeldRow } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sayPage, sayPlace } from '../../../text/place.ts'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { historyQuery } from '../queries.ts'

/** What is wrong with the row in hand, where it came from, and who did what about it. */
export function HeldSide({
  row,
  problems,
  were,
  isEdited,
  children,
}: {
  row: HeldRow
  problems: HeldRow['reasons']
  /** What had held it before it was mended. */
  were: HeldRow['reasons']
  isEdited: boolean
  /** What there is to decide about it. */
  children?: ReactNode
}) {
  const { t, day, clock, language } = useText()
  const { data: history = [] } = useQuery(historyQuery(row.id))
  const moment = (at: string) => `${clock(at).slice(0, 5)} ${day(at)}`
  return (
    <aside className="held-side" aria-live="polite">
      <h2>{t('console.rowTitle', { row: row.at ? sayPlace(row.at, language) : row.place })}</h2>
      {children}
      {problems.length > 0 ? (
        <ul className="held-problems">
          {problems.map((problem) => (
            <li key={`${problem.field} ${problem.code}`}>
              <Shape tone="critical" /> {problem.message}
            </li>
          ))}
        </ul>
      ) : (
        <p className="held-fine">✔ {t(isEdited ? 'console.fine' : 'console.noProblem')}</p>
      )}
      <dl>
        {were.length > 0 && (
          <>
            <dt>{t('console.wereHeldFor')}</dt>
            {were.map((problem) => (
              <dd key={`${problem.field} ${problem.code}`}>{problem.message}</dd>
            ))}
          </>
        )}
        <dt>{t('console.page')}</dt>
        <dd>{sayPage(row.page.name)}</dd>
        {row.beside.length > 0 && (
          <>
            <dt>{t('console.beside')}</dt>
            <dd>{row.beside.join(' · ')}</dd>
          </>
        )}
        <dt>{t('console.firstSeen')}</dt>
        <dd>{moment(row.firstSeen)}</dd>
      </dl>
      <h2>{t('console.history')}</h2>
      {history.length === 0 ? (
        <p>{t('console.noHistory')}</p>
      ) : (
        <ol className="held-history">
          {history.map((action) => (
            <li key={`${action.at} ${action.action}`}>
              <b>{action.by}</b> {t(`console.actions.${action.action}`)}
              <small>
                {moment(action.at)}
                {action.note && ` · ${action.note}`}
              </small>
            </li>
          ))}
        </ol>
      )}
    </aside>
  )
}
