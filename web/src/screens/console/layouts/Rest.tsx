import type { Playlist, SceneFile } from '@ioc/server/contract'
import { useId } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Hours } from './Hours.tsx'
import type { Editing } from './use-editing.ts'

/** What breaks into a round, and how dark the screens are at night. */
export function Rest({
  playlist,
  scenes,
  onChange,
}: {
  playlist: Playlist
  scenes: readonly SceneFile[]
  onChange: Editing<Playlist>['change']
}) {
  const { t, title } = useText()
  const [alarmId, sceneId, forId, nightId, dimId] = [useId(), useId(), useId(), useId(), useId()]
  const { alarm, night, ...rest } = playlist
  const usual = scenes.find(({ id }) => id === 'alerts')?.id ?? scenes[0]?.id ?? 'overview'
  return (
    <>
      <fieldset className="round-box">
        <legend>{t('layouts.round.alarm')}</legend>
        <span className="round-when">
          <input
            id={alarmId}
            type="checkbox"
            checked={alarm !== undefined}
            onChange={({ target }) =>
              onChange({ ...rest, ...(target.checked && { alarm: { scene: usual, for: 300 } }), ...(night && { night }) })
            }
          />
          <label htmlFor={alarmId}>{t('layouts.round.alarmOn')}</label>
        </span>
        {alarm && (
          <span className="round-when">
            <label htmlFor={sceneId}>{t('layouts.round.alarmScene')}</label>
            <select
              id={sceneId}
              value={alarm.scene}
              onChange={({ target }) => onChange({ ...playlist, alarm: { ...alarm, scene: target.value } })}
            >
              {scenes.map((scene) => (
                <option key={scene.id} value={scene.id}>
                  {title(scene.title)}
                </option>
              ))}
            </select>
            <label htmlFor={forId}>{t('layouts.round.alarmFor')}</label>
            <input
              id={forId}
              type="number"
              min={10}
              max={3_600}
              value={alarm.for}
              onChange={({ target }) =>
                onChange({ ...playlist, alarm: { ...alarm, for: Math.round(target.valueAsNumber) || 0 } }, 'alarm')
              }
            />
          </span>
        )}
      </fieldset>
      <fieldset className="round-box">
        <legend>{t('layouts.round.night')}</legend>
        <span className="round-when">
          <input
            id={nightId}
            type="checkbox"
            checked={night !== undefined}
            onChange={({ target }) =>
              onChange({
                ...rest,
                ...(alarm && { alarm }),
                ...(target.checked && { night: { hours: ['22:00', '05:30'], dim: 0.4 } }),
              })
            }
          />
          <label htmlFor={nightId}>{t('layouts.round.nightOn')}</label>
        </span>
        {night && (
          <span className="round-when">
            <Hours value={night.hours} onChange={(hours) => onChange({ ...playlist, night: { ...night, hours } }, 'night')} />
            <label htmlFor={dimId}>{t('layouts.round.nightDim')}</label>
            <input
              id={dimId}
              type="number"
              min={0}
              max={90}
              step={10}
              value={Math.round(night.dim * 100)}
              onChange={({ target }) => {
                const dim = Math.min(90, Math.max(0, Math.round(target.valueAsNumber) || 0)) / 100
                onChange({ ...playlist, night: { ...night, dim } }, 'dim')
              }}
            />
          </span>
        )}
      </fieldset>
    </>
  )
}
