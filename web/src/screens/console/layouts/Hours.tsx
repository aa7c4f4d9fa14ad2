import { useId } from 'react'
import { useText } from '../../../text/use-text.ts'
import { isHour } from './hours.ts'

/** From one time of day to another; over midnight where the first is the later. */
export function Hours({ value: [from, to], onChange }: { value: [string, string]; onChange(value: [string, string]): void }) {
  const { t } = useText()
  const [fromId, toId, wrongId] = [useId(), useId(), useId()]
  const isWrong = !isHour(from) || !isHour(to)
  return (
    <>
      <label htmlFor={fromId}>{t('layouts.round.from')}</label>
      <input
        id={fromId}
        className="round-hour"
        value={from}
        maxLength={5}
        aria-invalid={!isHour(from)}
        aria-describedby={isWrong ? wrongId : undefined}
        onChange={({ target }) => onChange([target.value, to])}
      />
      <label htmlFor={toId}>{t('layouts.round.to')}</label>
      <input
        id={toId}
        className="round-hour"
        value={to}
        maxLength={5}
        aria-invalid={!isHour(to)}
        aria-describedby={isWrong ? wrongId : undefined}
        onChange={({ target }) => onChange([from, target.value])}
      />
      {isWrong && (
        <em id={wrongId} className="desk-wrong">
          {t('layouts.round.wrongHour')}
        </em>
      )}
    </>
  )
}
