import { useMemo } from 'react'
import { useText } from '../../../text/use-text.ts'
import { useSize } from '../../../ui/use-size.ts'
import type { Cube } from '../cube.ts'
import { useBands } from '../events/use-bands.ts'
import type { Settled } from '../settle.ts'
import { useDeskTheme } from '../theme.ts'
import { useUsual } from '../usual/use-usual.ts'
import { Chart } from './Chart.tsx'
import { MapPicture } from './map/MapPicture.tsx'
import type { Pressed } from './picture.ts'
import { pictureOf } from './pictures.ts'

interface Props {
  cube: Cube
  view: Settled
  label: string
  onPress(pressed: Pressed): void
  onZoom(from: string, to: string): void
  /** Members drawn over with the pointer. */
  onPick(members: readonly string[]): void
}

/** The numbers drawn, in the room there is or as high as their rows need. */
export function PictureView({ cube, view, label, onPress, onZoom, onPick }: Props) {
  const say = useText()
  const theme = useDeskTheme()
  const [box, size] = useSize<HTMLDivElement>()
  const picture = pictureOf(view.picture, cube)
  const bands = useBands(view, cube)
  const usual = useUsual(view)
  const { picked, step, compare } = view
  const height = picture?.height?.(cube) ?? size.height
  const option = useMemo(
    () =>
      picture &&
      height > 0 &&
      picture.option(cube, { picked, step, isCompared: compare !== null, height, bands, usual }, theme, say),
    [picture, cube, picked, step, compare, height, bands, usual, theme, say],
  )
  if (view.picture === 'map')
    return (
      <div className="explore-picture" data-picture="map">
        <MapPicture cube={cube} view={view} label={label} onOpen={(open) => onPress({ open })} />
      </div>
    )
  if (!picture) return null
  return (
    <div
      ref={box}
      className="explore-picture"
      data-picture={view.picture}
      data-scrolls={picture.height ? true : undefined}
      // What is longer than its room is scrolled by keys too.
      tabIndex={picture.height ? 0 : undefined}
    >
      {option && (
        <Chart
          option={option}
          label={label}
          height={picture.height ? height : undefined}
          onPress={({ place, series }) => onPress(picture.pressed(cube, place, series))}
          onBrush={
            picture.hasTime
              ? (from, to) => {
                  const [first, last] = [cube.slots?.[Math.round(from)], cube.slots?.[Math.round(to)]]
                  if (first && last && first < last) onZoom(first, last)
                }
              : undefined
          }
          onPart={picture.within && ((across, up) => onPick(picture.within?.(cube, across, up) ?? []))}
        />
      )}
      {picture.hasTime && bands.length > 0 && (
        <ul className="unseen" aria-label={say.t('explore.events')}>
          {bands.map(({ key, label, from, to }) => (
            <li key={key}>{say.t('explore.event', { label, from: say.day(from), to: say.day(to - 1) })}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
