import type { Playlist } from '@ioc/server/contract'
import { type KeyboardEvent, type PointerEvent, useId } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Hours } from './Hours.tsx'
import { Icon } from './Icon.tsx'

type Entry = Playlist['scenes'][number]

export const LEVELS = ['watch', 'warn', 'critical'] as const

/** One turn of a round: a scene, for how long, and when. */
export function Turn({
  entry,
  at,
  last,
  name,
  drop,
  isHeld,
  onHold,
  onKey,
  onMove,
  onChange,
  onTake,
}: {
  entry: Entry
  at: number
  last: number
  name: string
  /** Where what is held would come. */
  drop: 'before' | 'after' | null
  isHeld: boolean
  onHold(event: PointerEvent): void
  onKey(event: KeyboardEvent): void
  onMove(to: number): void
  onChange(next: Entry, field?: string): void
  /** Null where it is the only one. */
  onTake: (() => void) | null
}) {
  const { t } = useText()
  const [secondsId, hoursId, whileId, levelId] = [useId(), useId(), useId(), useId()]
  const { hours, whileOpen, ...rest } = entry
  const level = whileOpen?.level
  const isWrong = !(entry.for >= 5 && entry.for <= 3_600)
  const turn = t('layouts.round.turn', { at: at + 1, scene: name })
  return (
    <li className="round-turn" data-drop={drop ?? undefined} data-held={isHeld || undefined}>
      <button
        type="button"
        className="round-handle"
        title={t('layouts.round.handle')}
        aria-label={`${turn}. ${t('layouts.round.handle')}`}
        onPointerDown={onHold}
        onKeyDown={onKey}
      >
        <Icon of="handle" />
      </button>
      <b>
        {at + 1}. {name}
      </b>
      <label htmlFor={secondsId}>{t('layouts.round.seconds')}</label>
      <input
        id={secondsId}
        type="number"
        min={5}
        max={3_600}
        value={Number.isNaN(entry.for) ? '' : entry.for}
        aria-invalid={isWrong}
        onChange={({ target }) => onChange({ ...entry, for: Math.round(target.valueAsNumber) || 0 }, 'for')}
      />
      <span className="layout-buttons">
        <button type="button" aria-label={`${t('layouts.round.up')}: ${turn}`} disabled={at === 0} onClick={() => onMove(at - 1)}>
          <Icon of="up" />
        </button>
        <button
          type="button"
          aria-label={`${t('layouts.round.down')}: ${turn}`}
          disabled={at === last}
          onClick={() => onMove(at + 1)}
        >
          <Icon of="down" />
        </button>
        <button type="button" aria-label={`${t('layouts.round.take')}: ${turn}`} disabled={!onTake} onClick={() => onTake?.()}>
          {t('layouts.round.take')}
        </button>
      </span>
      <div className="round-whens">
        <span className="round-when">
          <input
            id={hoursId}
            type="checkbox"
            checked={hours !== undefined}
            onChange={({ target }) =>
              onChange({ ...rest, ...(target.checked && { hours: ['07:00', '18:00'] }), ...(whileOpen && { whileOpen }) })
            }
          />
          <label htmlFor={hoursId}>{t('layouts.round.hoursOn')}</label>
          {hours && <Hours value={hours} onChange={(next) => onChange({ ...entry, hours: next }, 'hours')} />}
        </span>
        <span className="round-when">
          <input
            id={whileId}
            type="checkbox"
            checked={whileOpen !== undefined}
            onChange={({ target }) =>
              onChange({ ...rest, ...(hours && { hours }), ...(target.checked && { whileOpen: { level: 'warn' } }) })
            }
          />
          <label htmlFor={whileId}>{t('layouts.round.whileOn')}</label>
          {whileOpen && (
            <>
              <label htmlFor={levelId}>{t('layouts.round.level')}</label>
              <select
                id={levelId}
                value={level}
                onChange={({ target }) =>
                  onChange({ ...entry, whileOpen: { ...whileOpen, level: target.value as (typeof LEVELS)[number] } })
                }
              >
                {LEVELS.map((each) => (
                  <option key={each} value={each}>
                    {t(`level.${each}`)}
                  </option>
                ))}
              </select>
            </>
          )}
        </span>
      </div>
      {isWrong && <em className="desk-wrong">{t('layouts.round.wrongSeconds')}</em>}
    </li>
  )
}
