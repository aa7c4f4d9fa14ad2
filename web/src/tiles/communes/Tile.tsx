import { useText } from '../../text/use-text.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import './communes.css'
import { HexMap } from './HexMap.tsx'
import { Legend } from './Legend.tsx'
import { classesOf, worstOf } from './option.ts'
import { Worst } from './Worst.tsx'

const NAMED = 5

function Communes({ tile, trust }: TileProps<'communes'>) {
  const { t, title, minute, dayMonth } = useText()
  const decimals = tile.unit === 'percent' || tile.unit === 'ratio' ? 1 : 0
  const classes = classesOf(tile, decimals)
  const worst = worstOf(tile, NAMED)
  const hasMissing = tile.cells.some(({ value }) => value === null)
  const [year, month, date] = tile.geography.split('-')
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      foot={[
        t('period.asOf', { time: minute(tile.clocks.computedAt), day: dayMonth(tile.clocks.computedAt) }),
        t('communes.geography', { count: tile.cells.length, date: `${date}/${month}/${year}` }),
      ]}
      beat={worst.map(({ unit: code, value }) => `${code}${value}`).join()}
    >
      <div className="communes">
        <HexMap tile={tile} classes={classes} worst={worst} decimals={decimals} />
        <div className="communes-side">
          <Worst cells={worst} direction={tile.direction} unit={tile.unit} decimals={decimals} />
          <Legend classes={classes} direction={tile.direction} hasMissing={hasMissing} unit={tile.unit} decimals={decimals} />
        </div>
      </div>
    </TileFrame>
  )
}

export default defineTile({ kind: 'communes', trust: plainTrust, View: Communes })
