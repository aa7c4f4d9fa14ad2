import type { ReportAnswer } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'

const CHANGES_SHOWN = 4

/** Who did what about a report, the newest first, with the cells that were changed. */
export function Steps({ steps }: { steps: ReportAnswer['history'] }) {
  const { t, title, minute, day } = useText()
  if (steps.length === 0) return <p>{t('reporting.noHistory')}</p>
  return (
    <ol className="reporting-steps">
      {steps.toReversed().map(({ at, by, action, revision, note, changes }) => (
        <li key={`${at} ${action}`}>
          <b>{by}</b> {t(`reporting.did.${action}`)}
          <small>
            {minute(at)} {day(at)}
            {revision > 0 && ` · ${t('reporting.revision', { revision })}`}
            {note !== null && ` · ${note}`}
          </small>
          {changes.slice(0, CHANGES_SHOWN).map(({ cell, title: name, from, to }) => (
            <small key={cell}>
              {t('reporting.changed', {
                title: title(name),
                from: from || t('reporting.blank'),
                to: to || t('reporting.blank'),
              })}
            </small>
          ))}
          {changes.length > CHANGES_SHOWN && (
            <small>{t('reporting.moreChanges', { count: changes.length - CHANGES_SHOWN })}</small>
          )}
        </li>
      ))}
    </ol>
  )
}
