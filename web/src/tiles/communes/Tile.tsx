import { Suspense, useMemo } from 'react'
import { ProofLink } from '../../proof/ProofLink.tsx'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { lazily } from '../../ui/lazily.ts'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import '../map-steps.css'
import { TileFrame } from '../TileFrame.tsx'
import { Callout } from './Callout.tsx'
import './communes.css'
import { HexMap } from './HexMap.tsx'
import { Legend } from './Legend.tsx'
import { type Cell, classesOf, middleOf, worstOf } from './option.ts'
import type { Point } from './outlines.ts'
import { type Frame, frameOf, placeMap } from './place.ts'
import { ofHexagons } from './silhouette.ts'
import { useOutlines } from './use-outlines.ts'
import { useSpotlight } from './use-spotlight.ts'
import { Worst } from './Worst.tsx'
import { useWording } from './wording.ts'

const BoundaryMap = lazily(() => import('./BoundaryMap.tsx'))

const NAMED = 5
/** A list as high as this leaves the map its room. */
const LEAST_HEIGHT_REM = 70
const NAMED_IN_LOW = 3
const GAP_REM = 2.4
/** Of what is drawn on a unit that is past a threshold, or among the worst. */
const MARK_REM = 6

function Communes({ tile, trust }: TileProps<'communes'>) {
  const { t, title, unit, minute, day, dayMonth, period } = useText()
  const decimals = tile.unit.id === 'percent' || tile.unit.id === 'ratio' ? 1 : 0
  const classes = classesOf(tile, decimals)
  const hollow = [...new Set(tile.cells.flatMap(({ value, state }) => (value === null ? [state] : [])))]
  const [year, month, date] = tile.geography.split('-')
  const geography = `${date}/${month}/${year}`
  const [areaRef, area] = useSize<HTMLDivElement>()
  const [worstRef, worstBox] = useSize<HTMLDivElement>()
  const [legendRef, legendBox] = useSize<HTMLDivElement>()
  const { rem } = useTheme()
  const worst = worstOf(tile, area.height < LEAST_HEIGHT_REM * rem ? NAMED_IN_LOW : NAMED)
  const outlines = useOutlines(tile.boundaries?.sha256)
  // Values change every few seconds, hexagons hardly ever.
  const shape = tile.cells.map(({ column, row }) => `${column} ${row}`).join()
  const silhouette = useMemo(() => outlines?.silhouette ?? ofHexagons(cellsOf(shape)), [outlines, shape])
  const boxes = [worstBox, legendBox]
  const place = useMemo(
    () => placeMap(silhouette, area, [worstBox, legendBox], GAP_REM * rem),
    [silhouette, area, worstBox, legendBox, rem],
  )
  const { lit, isChosen, spotlit } = useSpotlight(worst.map(({ unit: code }) => code))
  const shown = tile.cells.find(({ unit: code }) => code === lit)
  const spotOf = (cell: Cell) => (outlines ? outlines.units.get(cell.unit)?.at : middleOf(cell))
  const onTile = (at: Point) => ({ x: at.x * place.scale + place.x, y: at.y * place.scale + place.y })
  const spot = shown && spotOf(shown)
  const without = outlines ? tile.cells.filter(({ unit: code }) => !outlines.units.has(code)) : []
  const wording = useWording(tile, decimals)
  const map = { tile, classes, worst, place, decimals, lit }
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={unit(tile.unit)}
      foot={[
        tile.period === 'now'
          ? t('period.asOf', { time: minute(tile.clocks.computedAt), day: dayMonth(tile.clocks.computedAt) })
          : period(tile.period, tile.clocks),
        tile.cells.some(({ estimate }) => estimate) && t('reading.estimates'),
        without.length > 0 && t('communes.without', { count: without.length }),
        t('communes.units', { count: tile.cells.length }),
        geography !== day(tile.clocks.computedAt) && t('communes.geography', { date: geography }),
        outlines && tile.boundaries && t('communes.drawnBy', tile.boundaries),
      ]}
      beat={worst.map(({ unit: code, value }) => `${code}${value}`).join()}
    >
      <div className="communes" ref={areaRef} {...spotlit}>
        {outlines ? (
          <Suspense fallback={null}>
            <BoundaryMap {...map} outlines={outlines} />
          </Suspense>
        ) : (
          <HexMap {...map} />
        )}
        {without.length > 0 && (
          <ul className="unseen">
            {without.map((cell) => (
              <li key={cell.unit}>
                <ProofLink question={{ indicator: tile.indicator, unit: cell.unit }}>{wording(cell)}</ProofLink>
              </li>
            ))}
          </ul>
        )}
        <div className="communes-box" data-corner={place.corners[0]} ref={worstRef}>
          <Worst cells={worst} direction={tile.direction} decimals={decimals} lit={lit} />
        </div>
        <div className="communes-box" data-corner={place.corners[1]} ref={legendRef}>
          <Legend
            classes={classes}
            direction={tile.direction}
            hollow={hollow}
            isStale={trust.state !== 'stale' && tile.cells.some(({ value, state }) => value !== null && state === 'stale')}
            decimals={decimals}
          />
        </div>
        {shown && spot && place.scale > 0 && (
          <Callout
            tile={tile}
            cell={shown}
            at={onTile(spot)}
            area={area}
            words={place.corners.map((corner, index) => frameOf(corner, boxes[index] ?? area, area, GAP_REM * rem))}
            units={tile.cells.flatMap((cell) => {
              const at = cell.unit !== lit && isMarked(cell, worst) && spotOf(cell)
              return at ? [around(onTile(at), (MARK_REM * rem) / 2)] : []
            })}
            land={silhouette.spots.map((at) =>
              around(onTile(at), silhouette.reach.x * place.scale, silhouette.reach.y * place.scale),
            )}
            isChosen={isChosen}
            decimals={decimals}
          />
        )}
      </div>
    </TileFrame>
  )
}

const isMarked = ({ unit, level }: Cell, worst: readonly Cell[]) =>
  (level !== null && level !== 'good') || worst.some((each) => each.unit === unit)

const around = ({ x, y }: Point, across: number, down = across): Frame => ({
  left: x - across,
  right: x + across,
  top: y - down,
  bottom: y + down,
})

function cellsOf(shape: string) {
  return shape.split(',').map((cell) => {
    const [column = 0, row = 0] = cell.split(' ').map(Number)
    return { column, row }
  })
}

export default defineTile({ kind: 'communes', trust: plainTrust, View: Communes })
