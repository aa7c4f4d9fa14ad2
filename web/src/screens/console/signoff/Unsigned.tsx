import type { SignoffPeriodAnswer } from '@ioc/server/contract'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'

/** Why the province signs without units: one by one, or one reason for all that have none yet. */
export function Unsigned({
  units,
  notes,
  onNotes,
}: {
  units: SignoffPeriodAnswer['unsigned']
  notes: Record<string, string>
  onNotes(notes: Record<string, string>): void
}) {
  const { t, number } = useText()
  const id = useId()
  const [all, setAll] = useState('')
  return (
    <fieldset className="signoff-unsigned">
      <legend>{t('signoff.unsigned', { units: number(units.length) })}</legend>
      <div className="signoff-all">
        <label htmlFor={id}>{t('signoff.sameReason')}</label>
        <input id={id} value={all} maxLength={500} onChange={(event) => setAll(event.target.value)} />
        <button
          type="button"
          disabled={all.trim() === ''}
          onClick={() =>
            onNotes({ ...notes, ...Object.fromEntries(units.map(({ key }) => [key, notes[key]?.trim() || all.trim()])) })
          }
        >
          {t('signoff.forAll')}
        </button>
      </div>
      <ul>
        {units.map(({ key, name }) => (
          <li key={key}>
            <span>{name}</span>
            <input
              aria-label={t('signoff.reason', { unit: name })}
              value={notes[key] ?? ''}
              maxLength={500}
              onChange={(event) => onNotes({ ...notes, [key]: event.target.value })}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
