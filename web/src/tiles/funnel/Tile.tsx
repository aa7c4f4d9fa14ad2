import type { CSSProperties } from 'react'
import { useText } from '../../text/use-text.ts'
import { Digits } from '../../ui/Digits.tsx'
import { Doubt } from '../../ui/Doubt.tsx'
import { defineTile, plainTrust, type TileProps } from '../kind.ts'
import { doubtsOf } from '../mark.ts'
import { TileFrame } from '../TileFrame.tsx'
import { useLegend } from '../use-legend.tsx'
import { type FunnelRow, funnelRows } from './option.ts'
import './funnel.css'

type Steps = TileProps<'funnel'>['tile']['steps']

function Funnel({ tile, trust }: TileProps<'funnel'>) {
  const { t, title, unit, percent, period } = useText()
  const [first] = tile.steps as [Steps[number]]
  const through = tile.steps.at(-1)?.ofFirst ?? null
  const told = tile.steps.flatMap(({ reading, amount }) => (amount ? [reading, amount] : [reading]))
  const doubtOf = doubtsOf(told)
  const foot = [
    period(first.reading.period, first.reading.clocks),
    ...useLegend(told, trust.state),
    through !== null && t('funnel.through', { share: percent(through) }),
  ]
  return (
    <TileFrame
      tile={tile.id}
      title={title(tile.title)}
      trust={trust}
      aside={unit(first.reading.unit)}
      foot={foot}
      beat={tile.steps.map(({ reading }) => reading.value).join()}
    >
      <ol className="funnel">
        {funnelRows(tile.steps).map((row) => (
          <FunnelStep key={row.step.reading.indicator} row={row} doubtOf={doubtOf} />
        ))}
      </ol>
    </TileFrame>
  )
}

interface StepProps {
  row: FunnelRow
  doubtOf: ReturnType<typeof doubtsOf>
}

function FunnelStep({ row: { step, part, before, lost, isWorst }, doubtOf }: StepProps) {
  const { t, title, number, whole, percent } = useText()
  const { reading, amount, ofPrevious } = step
  return (
    <li className="funnel-step" data-key={reading.indicator} data-worst={isWorst || undefined}>
      <span className="funnel-name">{title(reading.title)}</span>
      <span className="funnel-value" data-value={reading.value ?? ''}>
        <Doubt cell={reading} state={doubtOf(reading)} />
        {reading.value !== null && <Digits text={number(reading.value)} />}
      </span>
      <span className="funnel-track" style={{ '--part': part, '--before': before } as CSSProperties}>
        {before > 0 && <i className="funnel-before" />}
        {part > 0 && <i className="funnel-bar" />}
      </span>
      <span className="funnel-kept">{ofPrevious !== null && t('funnel.kept', { share: percent(ofPrevious) })}</span>
      <span className="funnel-notes">
        {amount?.value != null && (
          <span>
            <Doubt cell={amount} state={doubtOf(amount)} />
            {whole(amount.value, amount.unit)}
          </span>
        )}
        {lost !== null && lost > 0 && <span className="funnel-lost">{t('funnel.lost', { count: number(lost) })}</span>}
      </span>
    </li>
  )
}

export default defineTile({
  kind: 'funnel',
  // A funnel is as trustworthy as the count it starts with: its steps are of one domain.
  trust: ({ steps }) => ({ ...plainTrust((steps[0] as Steps[number]).reading), level: null }),
  View: Funnel,
})
