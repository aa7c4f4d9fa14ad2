import type { RehearsalAnswer, RuleRow } from '@ioc/server/contract'
import { sayPage } from '../../../text/place.ts'
import { useText } from '../../../text/use-text.ts'
import { ownPart } from './bounds.ts'

/** What a rule as it stands in the form would have caught, with the rows. */
export function Rehearsed({ rehearsal, rule }: { rehearsal: RehearsalAnswer; rule: RuleRow }) {
  const { t, number } = useText()
  const { read, caught, rows } = rehearsal
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
              <b>{record ?? '–'}</b> {ownPart(message, rule)}
              <small>
                {sayPage(page.name)} · {at ?? t('console.place', { place })}
              </small>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
