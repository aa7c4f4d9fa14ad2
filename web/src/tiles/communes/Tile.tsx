import { useMemo } from 'react'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { useSize } from '../../ui/use-size.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import './communes.css'
import { HexMap } from './HexMap.tsx'
import { Legend } from './Legend.tsx'
import { classesOf, worstOf } from './option.ts'
import { placeMap } from './place.ts'
import { Worst } from './Worst.tsx'

const NAMED = 5
/** A list as high as this leaves the map its room. */
const LEAST_HEIGHT_REM = 70
const NAMED_IN_LOW = 3
const GAP_REM = 2.4

function Communes({ tile, trust }: TileProps<'communes'>) {
  const { t, title, unit, minute, day, dayMonth } = useText()
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
  // Values change every few seconds, hexagons hardly ever.
  const shape = tile.cells.map(({ column, row }) => `${column} ${row}`).join()
  const place = useMemo(
    () => placeMap(cellsOf(shape), area, [worstBox, legendBox], GAP_REM * rem),
    [shape, area, worstBox, legendBox, rem],
  )
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={unit(tile.unit)}
      foot={[
        t('period.asOf', { time: minute(tile.clocks.computedAt), day: dayMonth(tile.clocks.computedAt) }),
        tile.cells.some(({ estimate }) => estimate) && t('reading.estimates'),
        t('communes.units', { count: tile.cells.length }),
        geography !== day(tile.clocks.computedAt) && t('communes.geography', { date: geography }),
      ]}
      beat={worst.map(({ unit: code, value }) => `${code}${value}`).join()}
    >
      <div className="communes" ref={areaRef}>
        <HexMap tile={tile} classes={classes} worst={worst} place={place} decimals={decimals} />
        <div className="communes-box" data-corner={place.corners[0]} ref={worstRef}>
          <Worst cells={worst} direction={tile.direction} decimals={decimals} />
        </div>
        <div className="communes-box" data-corner={place.corners[1]} ref={legendRef}>
          <Legend classes={classes} direction={tile.direction} hollow={hollow} decimals={decimals} />
        </div>
      </div>
    </TileFrame>
  )
}

function cellsOf(shape: string) {
  return shape.split(',').map((cell) => {
    const [column = 0, row = 0] = cell.split(' ').map(Number)
    return { column, row }
  })
}

export default defineTile({ kind: 'communes', trust: plainTrust, View: Communes })
