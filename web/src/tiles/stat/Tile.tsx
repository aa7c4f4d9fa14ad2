import { useText } from '../../text/use-text.ts'
import { Headline } from '../../ui/Headline.tsx'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import { hasShape } from './option.ts'
import { Spark } from './Spark.tsx'
import './stat.css'

function Stat({ tile, trust }: TileProps<'stat'>) {
  const { t, title, whole, period, until, dayMonth, released } = useText()
  const { reading, spark } = tile
  const { value, unit, decimals, target, state, clocks } = reading
  const foot = [
    released(reading),
    period(reading.period, clocks),
    until(reading.period, clocks),
    reading.period === 'today' && dayMonth(clocks.from),
    state === 'provisional' && t('reading.provisional'),
    reading.estimate && t('reading.estimate'),
    target && t('reading.target', { value: whole(target.value, unit, Number.isInteger(target.value) ? 0 : decimals) }),
  ]
  return (
    <TileFrame tile={tile.id} title={title(tile.title)} trust={trust} owner={reading.owner} foot={foot} beat={value}>
      {hasShape(spark) ? (
        <>
          <Headline reading={reading} />
          <Spark points={spark} target={target?.value ?? null} level={reading.level} />
        </>
      ) : (
        <div className="stat-alone">
          <Headline reading={reading} />
        </div>
      )}
    </TileFrame>
  )
}

export default defineTile({
  kind: 'stat',
  trust: ({ reading }) => ({ ...plainTrust(reading), level: reading.level }),
  View: Stat,
})
