import type { CSSProperties } from 'react'
import { useText } from '../../text/use-text.ts'
import { Headline } from '../../ui/Headline.tsx'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { TileFrame } from '../TileFrame.tsx'
import { barShape } from './option.ts'
import './progress.css'

function Progress({ tile, trust }: TileProps<'progress'>) {
  const { t, title, whole, percent, period, released } = useText()
  const { actual, plan, share, elapsed, level } = tile
  const { fill, tick, full } = barShape(share, elapsed)
  const words = {
    share: percent(share ?? 0),
    planned: title(tile.planned),
    elapsed: percent(elapsed, 0),
    plan: plan.value === null ? '' : whole(plan.value, plan.unit, plan.decimals),
  }
  const foot = [
    released(actual),
    period(actual.period, actual.clocks),
    actual.state === 'provisional' && t('reading.provisional'),
    actual.estimate && t('reading.estimate'),
  ]
  return (
    <TileFrame tile={tile.id} title={title(tile.title)} trust={trust} owner={actual.owner} foot={foot} beat={actual.value}>
      <Headline reading={actual} />
      <div className="progress" data-tone={level ?? undefined}>
        <div className="progress-bar" style={{ '--fill': fill, '--tick': tick, '--full': full } as CSSProperties}>
          <i className="progress-fill" />
          {full < 1 && <i className="progress-full" />}
          <i className="progress-tick" />
        </div>
        <p className="progress-words">{t(share === null ? 'progress.noShare' : 'progress.share', words)}</p>
      </div>
    </TileFrame>
  )
}

export default defineTile({
  kind: 'progress',
  trust: ({ actual, plan, level }) => ({ ...plainTrust(actual), level, simulated: actual.simulated || plan.simulated }),
  View: Progress,
})
