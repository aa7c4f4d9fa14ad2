import type { ChartOption } from '../../charts/option.ts'
import type { Theme } from '../../theme/tokens.ts'
import { type Cell, type Class, classOf } from './option.ts'
import type { Place } from './place.ts'
import type { Box } from './silhouette.ts'

interface Drawn {
  /** The name the outlines are registered by. */
  map: string
  cells: readonly Pick<Cell, 'unit' | 'value' | 'level'>[]
  classes: readonly Class[]
  place: Pick<Place, 'x' | 'y' | 'scale'>
  bounds: Box
}

/** Every unit in the blue or the state it is in; without a number it is hollow. Names, marks and links lie above it. */
export function mapOption({ map, cells, classes, place, bounds }: Drawn, theme: Theme): ChartOption {
  return {
    geo: {
      map,
      silent: true,
      roam: false,
      left: place.x + bounds.x * place.scale,
      top: place.y + bounds.y * place.scale,
      width: bounds.width * place.scale,
      height: bounds.height * place.scale,
      itemStyle: { areaColor: 'transparent', borderColor: theme.panel, borderWidth: Math.max(1, 0.25 * theme.rem) },
      emphasis: { disabled: true },
      regions: cells.map((cell) => ({ name: cell.unit, itemStyle: { areaColor: fillOf(classOf(cell, classes), theme) } })),
    },
  }
}

function fillOf(kind: ReturnType<typeof classOf>, theme: Theme): string {
  if (kind === null) return 'transparent'
  return typeof kind === 'number' ? (theme.map[kind - 1] ?? theme.slate) : theme[kind]
}
