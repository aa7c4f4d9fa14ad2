import { useText } from '../../text/use-text.ts'
import { Shape } from '../../ui/Shape.tsx'
import { levelOf } from './ClauseRow.tsx'
import type { PlanRow } from './option.ts'

/** A promise without a number stays in sight, with the reason. */
export function UnmeasuredRow({ row }: { row: PlanRow }) {
  const { t, day } = useText()
  const { unmeasured, needsDecision, plan } = row
  const level = t(`plan.level.${levelOf(row.level)}`)
  const ended = unmeasured?.code === 'unit_ended' ? row.unit?.name : unmeasured?.code === 'level_ended' ? level : undefined
  return (
    <li className="plan-row" data-clause={row.id} data-status="unmeasured" title={`${plan.citation}. ${plan.source}`}>
      <Shape tone={needsDecision ? 'withdrawn' : 'missing'} />
      <span className="plan-clause">{row.text}</span>
      <span className="plan-why">
        {ended && unmeasured?.since
          ? t('plan.ended', { who: ended[0]?.toUpperCase() + ended.slice(1), day: day(unmeasured.since) })
          : unmeasured?.code === 'switched_off'
            ? t('plan.switchedOff')
            : unmeasured?.code === 'no_number'
              ? t('plan.noNumber')
              : unmeasured?.words}
        {needsDecision && <b>{t('plan.needsDecision')}</b>}
      </span>
    </li>
  )
}
