import { useMemo } from 'react'
import { EChart } from '../../charts/EChart.tsx'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { Figure } from '../../ui/Figure.tsx'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import { spikeOption } from './option.ts'
import { Reasons } from './Reasons.tsx'
import './spike.css'

function Spike({ tile, trust }: TileProps<'spike'>) {
  const say = useText()
  const theme = useTheme()
  const option = useMemo(() => spikeOption(tile, theme, say), [tile, theme, say])
  const { t, title, number } = say
  const { observed, usual, hours, known, needed } = tile
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      foot={[t('spike.hours', { count: hours }), usual && t('spike.against', { count: usual.samples })]}
      beat={observed.value}
    >
      <div className="spike-head">
        <Figure value={observed.value} unit={tile.unit} decimals={0} estimate={observed.estimate} />
        {usual && (
          <p className="spike-usual">
            <span>{t('spike.usual', { value: number(usual.expected) })}</span>
            {observed.value !== null && usual.expected > 0 && observed.value > usual.expected && (
              <span>{t('spike.times', { times: number(observed.value / usual.expected, 1) })}</span>
            )}
            <span>{t('spike.z', { z: `${usual.z >= 0 ? '+' : '−'}${number(Math.abs(usual.z), 1)}` })}</span>
          </p>
        )}
      </div>
      <div className="spike-chart">
        <EChart option={option} label={title(tile.title)} />
      </div>
      {usual && <Reasons tile={tile} />}
      {!usual && known < needed && <p className="spike-building">{t('spike.building', { known, needed })}</p>}
    </TileFrame>
  )
}

export default defineTile({
  kind: 'spike',
  trust: (tile) => ({ ...plainTrust(tile), level: tile.level }),
  View: Spike,
})
