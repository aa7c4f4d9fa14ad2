import { useMemo } from 'react'
import { EChart } from '../../charts/EChart.tsx'
import { registerOutlines } from '../../charts/geo.ts'
import { ProofLink } from '../../proof/ProofLink.tsx'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { onPlane } from '../../ui/roving.ts'
import { ShapePath } from '../../ui/Shape.tsx'
import { useRoving } from '../../ui/use-roving.ts'
import './boundary-map.css'
import { Hatch } from './Hatch.tsx'
import { mapOption } from './map-option.ts'
import type { MapProps } from './map-props.ts'
import { classOf } from './option.ts'
import type { Outlines, Point } from './outlines.ts'
import { spread } from './spread.ts'
import { useWording } from './wording.ts'

interface Props extends MapProps {
  outlines: Outlines
}

const RANK_REM = 5.2
const SHAPE_REM = 2.6

/**
 * Units in their outlines: a canvas paints them, links lie above it, invisible until somebody comes to one. The worst carry the number they have in the
 * list, moved aside with a line back where they lie too close.
 */
export default function BoundaryMap({ tile, classes, worst, place, decimals, lit, outlines }: Props) {
  const { title } = useText()
  const theme = useTheme()
  const wording = useWording(tile, decimals)
  const map = tile.boundaries?.sha256 ?? ''
  registerOutlines(map, outlines.geojson)
  const drawn = tile.cells.filter(({ unit }) => outlines.units.has(unit))
  const { onKeyDown, linkOf } = useRoving(
    drawn.map(({ unit }) => unit),
    onPlane,
  )
  // Said again every few seconds; drawn again when a colour changes, which `said` stands for.
  const said = JSON.stringify(drawn.map((cell) => [cell.unit, classOf(cell, classes)]))
  const { x, y, scale } = place
  const option = useMemo(
    () => mapOption({ map, cells: drawn, classes, place: { x, y, scale }, bounds: outlines.silhouette.bounds }, theme),
    [map, said, x, y, scale, outlines, theme],
  )
  const toPixels = (at: Point): Point => ({ x: at.x * scale + x, y: at.y * scale + y })
  const numbered = worst.flatMap(({ unit }, index) => {
    const outline = outlines.units.get(unit)
    return outline ? [{ unit, number: index + 1, at: toPixels(outline.at) }] : []
  })
  const marks = spread(
    numbered.map(({ at }) => at),
    RANK_REM * theme.rem,
  )
  const isCovered = (at: Point) =>
    marks.some((mark) => Math.hypot(mark.x - at.x, mark.y - at.y) < ((RANK_REM + SHAPE_REM) / 2) * theme.rem)
  const hatch = `hatch-${tile.id}`

  return (
    <>
      <div className="outlines-painted" aria-hidden="true">
        <EChart option={option} label="" />
      </div>
      <svg className="outlines" data-map={map} aria-label={title(tile.title)} onKeyDown={onKeyDown}>
        <Hatch id={hatch} size={(1.4 * theme.rem) / scale} />
        <g transform={`translate(${x} ${y}) scale(${scale})`}>
          {drawn.map((cell) => {
            const path = outlines.units.get(cell.unit)?.path
            const kind = classOf(cell, classes)
            const isHatched = cell.state === 'suppressed' || (cell.value !== null && cell.state === 'stale')
            return (
              <g
                key={cell.unit}
                className="outline"
                data-unit={cell.unit}
                data-value={cell.value ?? ''}
                data-class={kind ?? 'missing'}
                data-state={cell.state}
              >
                <ProofLink
                  className="outline-open"
                  question={{ indicator: tile.indicator, unit: cell.unit }}
                  {...linkOf(cell.unit)}
                >
                  <title>{wording(cell)}</title>
                  <path d={path} style={isHatched ? { fill: `url(#${hatch})` } : undefined} />
                </ProofLink>
              </g>
            )
          })}
          {lit !== null && <path className="outline-lit" d={outlines.units.get(lit)?.path} />}
        </g>
        <g className="outline-marks">
          {drawn.map((cell) => {
            const kind = classOf(cell, classes)
            const outline = outlines.units.get(cell.unit)
            if (typeof kind !== 'string' || !outline || worst.some(({ unit }) => unit === cell.unit)) return null
            const at = toPixels(outline.at)
            if (isCovered(at)) return null
            const size = (SHAPE_REM * theme.rem) / 20
            return (
              <g
                key={cell.unit}
                className="outline-shape"
                transform={`translate(${at.x} ${at.y}) scale(${size}) translate(-10 -10)`}
              >
                <ShapePath tone={kind} />
              </g>
            )
          })}
          {numbered.map(({ unit, number, at }, index) => {
            const mark = marks[index] ?? at
            return (
              <g key={unit} className="outline-rank" data-unit={unit}>
                {Math.hypot(mark.x - at.x, mark.y - at.y) > 1 && <line x1={at.x} y1={at.y} x2={mark.x} y2={mark.y} />}
                <text x={mark.x} y={mark.y} dy="0.36em">
                  {number}
                </text>
              </g>
            )
          })}
        </g>
      </svg>
    </>
  )
}
