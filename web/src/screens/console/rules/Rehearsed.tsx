import type { RehearsalAnswer } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'

/** What a rule as it stands in the form would have caught, with the rows. */
export function Rehearsed({ rehearsal: { read, caught, rows } }: { rehearsal: RehearsalAnswer }) {
  const { t, number } = useText()
  return (
    <div className="rule-rehearsed" role="status">
      <p>
        <strong>
          {read === 0 ? t('rules.noRecords') : t('rules.wouldCatch', { caught: number(caught), read: number(read) })}
        </strong>
        {caught > rows.length && <small>{t('rules.firstOf', { rows: number(rows.length) })}</small>}
      </p>
      {rows.length > 0 && (
        <ol>
          {rows.map(({ page, place, at, record, message }) => (
            <li key={`${page.id} ${place}`}>
              <b>{record ?? '–'}</b> {message}
              <small>
                {page.name} · {at ?? t('console.place', { place })}
              </small>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
