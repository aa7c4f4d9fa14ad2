import { useId } from 'react'
import { useText } from '../../../text/use-text.ts'
import { arcMinutes, LEGIBLE_MINUTES } from '../../../theme/legible.ts'
import { Shape } from '../../../ui/Shape.tsx'
import type { TileFit } from '../../preview/messages.ts'
import type { Sight } from './geometry.ts'

export const SIGHTS = {
  wall: { width: 3_840, height: 2_160 },
  wide: { width: 7_680, height: 2_160 },
  small: { width: 1_920, height: 1_080 },
} satisfies Record<string, Sight>
export type SightName = keyof typeof SIGHTS

export interface Reader {
  inches: number
  metres: number
}

/** On which screen, of what size and from how far, the scene is looked at; and what can't be read so. */
export function SightPanel({
  name,
  reader,
  fits,
  nameOf,
  onName,
  onReader,
}: {
  name: SightName
  reader: Reader
  fits: readonly TileFit[]
  nameOf(tile: string): string
  onName(name: SightName): void
  onReader(reader: Reader): void
}) {
  const { t, number } = useText()
  const [sightId, inchesId, metresId] = [useId(), useId(), useId()]
  const sizes = fits.flatMap(({ smallest }) => smallest ?? [])
  const minutes = sizes.length > 0 ? arcMinutes(Math.min(...sizes), { height: SIGHTS[name].height, ...reader }) : null
  const cut = fits.filter(({ isCut }) => isCut)
  return (
    <div className="layout-sight">
      <label htmlFor={sightId}>{t('layouts.sight.title')}</label>
      <select id={sightId} value={name} onChange={({ target }) => onName(target.value as SightName)}>
        {(Object.keys(SIGHTS) as SightName[]).map((each) => (
          <option key={each} value={each}>
            {t(`layouts.sight.${each}`)}
          </option>
        ))}
      </select>
      <label htmlFor={inchesId}>{t('layouts.sight.inches')}</label>
      <input
        id={inchesId}
        type="number"
        min={10}
        max={400}
        value={reader.inches}
        onChange={({ target }) => target.valueAsNumber > 0 && onReader({ ...reader, inches: target.valueAsNumber })}
      />
      <label htmlFor={metresId}>{t('layouts.sight.metres')}</label>
      <input
        id={metresId}
        type="number"
        min={0.5}
        max={50}
        step={0.5}
        value={reader.metres}
        onChange={({ target }) => target.valueAsNumber > 0 && onReader({ ...reader, metres: target.valueAsNumber })}
      />
      {minutes !== null && (
        <p data-legible={minutes >= LEGIBLE_MINUTES}>
          <Shape tone={minutes >= LEGIBLE_MINUTES ? 'good' : 'watch'} />{' '}
          {t(`layouts.sight.${minutes >= LEGIBLE_MINUTES ? 'legible' : 'illegible'}`, {
            minutes: number(minutes, 1),
            metres: number(reader.metres, reader.metres % 1 === 0 ? 0 : 1),
          })}
        </p>
      )}
      {cut.length > 0 && (
        <p data-legible={false}>
          <Shape tone="watch" /> {t('layouts.sight.cut', { tiles: cut.map(({ tile }) => `«${nameOf(tile)}»`).join(', ') })}
        </p>
      )}
    </div>
  )
}
