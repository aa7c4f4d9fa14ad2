import { useEffect, useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { MomentField } from '../../../ui/MomentField.tsx'

interface Props {
  asOf: string | null
  /** When the page was opened, in milliseconds: the right end. */
  now: number
  onChange(asOf: string | null): void
}

const DAY_MS = 86_400_000
const HANOI_MS = 7 * 3_600_000
const DAYS_BACK = 730

/** As known when: drawn along two years to the end of a day, or typed to the minute. At its right end it is now. */
export function KnownField({ asOf, now, onChange }: Props) {
  const { t, day } = useText()
  const id = useId()
  const at = Date.parse(asOf ?? '')
  const chosen = Number.isNaN(at) ? 0 : -Math.min(DAYS_BACK, Math.max(0, Math.floor((now - at) / DAY_MS) + 1))
  const [drawn, draw] = useState(chosen)
  useEffect(() => draw(chosen), [chosen])
  const choose = () => {
    if (drawn !== chosen) onChange(drawn === 0 ? null : endOfDay(now + drawn * DAY_MS))
  }
  return (
    <div className="ask-field ask-known">
      <label htmlFor={id}>{t('explore.asOf')}</label>
      <input
        id={id}
        type="range"
        min={-DAYS_BACK}
        max={0}
        value={drawn}
        aria-valuetext={drawn === 0 ? t('explore.asOfIsNow') : day(now + drawn * DAY_MS)}
        onChange={({ target }) => draw(Number(target.value))}
        onPointerUp={choose}
        onKeyUp={choose}
        onBlur={choose}
      />
      <output htmlFor={id}>{drawn === 0 ? t('explore.asOfIsNow') : day(now + drawn * DAY_MS)}</output>
      <MomentField
        key={asOf}
        label={t('explore.asOfExactly')}
        value={Number.isNaN(at) ? null : at}
        onPick={(picked) => onChange(picked === null ? null : new Date(picked).toISOString())}
      />
      {asOf && (
        <button type="button" onClick={() => onChange(null)}>
          {t('explore.asOfNow')}
        </button>
      )}
    </div>
  )
}

/** The last moment of a day in Hà Nội. */
function endOfDay(at: number): string {
  const day = new Date(at + HANOI_MS).toISOString().slice(0, 10)
  return new Date(Date.parse(`${day}T23:59:59.999+07:00`)).toISOString()
}
