import type { Alarm, Playlist } from '@ioc/server/contract'
import { useId, useMemo, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { dayLine, midnightOf, type Stretch } from './day-line.ts'
import { LEVELS } from './Turn.tsx'

const DAY_MINUTES = 1_440
const HOURS = [0, 6, 12, 18, 24]

/** A day of a playlist on a line: when each scene takes its turns, and when the screens are darker. */
export function Day({ playlist, sceneOf }: { playlist: Playlist; sceneOf(scene: string): string }) {
  const { t, span, zone, number } = useText()
  const levelId = useId()
  const [level, setLevel] = useState<(typeof LEVELS)[number] | ''>('')
  const [midnight] = useState(() => midnightOf(Date.now(), zone))
  const line = useMemo(() => {
    const domains = [null, ...new Set(playlist.scenes.flatMap(({ whileOpen }) => whileOpen?.domains ?? []))]
    const open: Alarm['open'] = level === '' ? [] : domains.map((domain) => ({ domain, level, count: 1 }))
    return dayLine(playlist, { open, criticalSince: null }, midnight, zone)
  }, [playlist, level, midnight, zone])
  /** To the minute: in whole hours the scenes of a day would add up to less than a day. */
  const lasting = (seconds: number) => {
    const minutes = Math.round(seconds / 60)
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
    if (minutes === 0) return span(seconds)
    return [hours > 0 && t('span.hour', { count: hours }), rest > 0 && t('span.minute', { count: rest })]
      .filter(Boolean)
      .join(' ')
  }
  const never = [...new Set(playlist.scenes.map(({ scene }) => scene))].filter(
    (scene) => !line.scenes.some((each) => each.scene === scene),
  )
  return (
    <section className="round-box round-day">
      <div className="layout-buttons">
        <h2>{t('layouts.round.day')}</h2>
        <label htmlFor={levelId}>{t('layouts.round.dayAlarm')}</label>
        <select id={levelId} value={level} onChange={({ target }) => setLevel(target.value as typeof level)}>
          <option value="">{t('layouts.round.dayQuiet')}</option>
          {LEVELS.map((each) => (
            <option key={each} value={each}>
              {t(`level.${each}`)}
            </option>
          ))}
        </select>
      </div>
      <small>{t('layouts.round.dayHelp')}</small>
      <dl>
        {line.scenes.map(({ scene, during, turns, seconds }) => (
          <Row key={scene} name={sceneOf(scene)} during={during}>
            {t('layouts.round.daySum', { turns: number(turns), span: lasting(seconds) })}
          </Row>
        ))}
        {never.map((scene) => (
          <Row key={scene} name={sceneOf(scene)} during={[]}>
            {t('layouts.round.dayNever')}
          </Row>
        ))}
        {line.dark.length > 0 && (
          <Row name={t('layouts.round.dayDark')} during={line.dark} isDark>
            {line.dark.map(said).join(', ')}
          </Row>
        )}
      </dl>
      <div className="round-hours" aria-hidden>
        {HOURS.map((hour) => (
          <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>
            {hour}:00
          </span>
        ))}
      </div>
    </section>
  )
}

function Row({
  name,
  during,
  isDark,
  children,
}: {
  name: string
  during: Stretch[]
  isDark?: boolean
  children: React.ReactNode
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
      <dd className="round-line" data-dark={isDark || undefined}>
        {during.map(({ from, to }) => (
          <span
            key={from}
            title={said({ from, to })}
            style={{ left: `${(from / DAY_MINUTES) * 100}%`, width: `${((to - from) / DAY_MINUTES) * 100}%` }}
          />
        ))}
      </dd>
    </>
  )
}

function said({ from, to }: Stretch): string {
  const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return `${clock(from)}–${clock(to)}`
}
