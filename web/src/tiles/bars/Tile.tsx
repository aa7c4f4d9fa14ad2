import { useMemo } from 'react'
import { EChart } from '../../charts/EChart.tsx'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { Doubt } from '../../ui/Doubt.tsx'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { Nothing } from '../Nothing.tsx'
import { TileFrame } from '../TileFrame.tsx'
import './bars.css'
import { barsOption } from './option.ts'
import { Stacks } from './Stacks.tsx'

function Bars({ tile, trust }: TileProps<'bars'>) {
  const say = useText()
  const theme = useTheme()
  const option = useMemo(() => barsOption(tile, theme, say), [tile, theme, say])
  const { t, title, number, unit } = say
  const { value } = tile.total
  const isUnfinished = tile.hours.at(-1)?.state === 'provisional'
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={
        value !== null && (
          <>
            <Doubt cell={tile.total} state={null} />
            <b className="bars-total" data-value={value}>
              {number(value)}
            </b>{' '}
            {unit(tile.unit)}
          </>
        )
      }
      foot={
        tile.stacks.length > 1 ? [<Stacks key="stacks" tile={tile} />] : [value !== null && isUnfinished && t('bars.unfinished')]
      }
      beat={value}
    >
      {value === null ? (
        <Nothing />
      ) : (
        <div className="bars">
          <EChart option={option} label={title(tile.title)} />
        </div>
      )}
    </TileFrame>
  )
}

export default defineTile({ kind: 'bars', trust: plainTrust, View: Bars })
