import { useMemo } from 'react'
import { EChart } from '../../charts/EChart.tsx'
import { useText } from '../../text/use-text.ts'
import { useTheme } from '../../theme/tokens.ts'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import './bars.css'
import { barsOption, isUnfinished } from './option.ts'
import { Stacks } from './Stacks.tsx'

function Bars({ tile, trust }: TileProps<'bars'>) {
  const say = useText()
  const theme = useTheme()
  const option = useMemo(() => barsOption(tile, theme, say), [tile, theme, say])
  const { t, title, number, unit } = say
  const last = tile.hours.at(-1)
  const isEmpty = tile.hours.length === 0 || tile.state === 'missing'
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={
        !isEmpty && (
          <>
            <b className="bars-total" data-value={tile.total}>
              {number(tile.total)}
            </b>{' '}
            {unit(tile.unit)}
          </>
        )
      }
      foot={
        tile.stacks.length > 1
          ? [<Stacks key="stacks" tile={tile} />]
          : [last && !isEmpty && isUnfinished(last, tile.clocks.computedAt) && t('bars.unfinished')]
      }
      beat={tile.total}
    >
      {isEmpty ? (
        <p className="tile-nothing">{t('tile.nothing')}</p>
      ) : (
        <div className="bars">
          <EChart option={option} label={title(tile.title)} />
        </div>
      )}
    </TileFrame>
  )
}

export default defineTile({ kind: 'bars', trust: plainTrust, View: Bars })
