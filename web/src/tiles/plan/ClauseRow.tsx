import type { CSSProperties } from 'react'
import { ProofLink } from '../../proof/ProofLink.tsx'
import { useText } from '../../text/use-text.ts'
import { Shape } from '../../ui/Shape.tsx'
import { barShape } from '../progress/option.ts'
import { type PlanRow, toneOf } from './option.ts'

/** What was promised, what has come, what it will come to, and what every month must bring. */
export function ClauseRow({ row }: { row: PlanRow }) {
  const { t, title, number, whole, day } = useText()
  const { status, goal, actual, units, due, done, elapsed, forecast, noForecast, needed, indicator, unit, plan } = row
  if (!goal || !indicator) return null
  const of = goal.unitOfMeasurement
  const decimals = Math.max(goal.decimals, Number.isInteger(goal.value) ? 0 : 1)
  const tone = toneOf[status]
  const { fill, tick } = barShape(done, elapsed ?? 0)
  const amount = (value: number) => (units ? `${number(value, 0)}\u202f%` : whole(value, of, decimals))
  return (
    <li
      className="plan-row"
      data-clause={row.id}
      data-status={status}
      data-state={row.state}
      data-tone={tone}
      title={plan.source}
    >
      <Shape tone={tone} />
      <span className="plan-clause">
        <ProofLink
          className="plan-open"
          question={{ indicator: indicator.id, unit: unit?.key }}
          aria-label={`${row.text}. ${t('proof.open', { title: title(indicator.title) })}`}
        >
          {row.text}
        </ProofLink>
        <small>
          {plan.citation} · {row.owner}
        </small>
      </span>
      <span className="plan-goal">
        {goal.operator} {whole(goal.value, of, Number.isInteger(goal.value) ? 0 : decimals)}
        <small>{due ? t('plan.due', { day: day(due) }) : t('plan.noDue')}</small>
      </span>
      <span className="plan-actual" data-value={actual}>
        {units
          ? t('plan.units', { ...units, level: t(`plan.level.${levelOf(row.level)}`) })
          : actual !== null && whole(actual, of, decimals)}
        <small>
          {status === 'on_track' && !due ? t('plan.kept') : t(`plan.status.${status}`)}
          {row.state === 'stale' && (
            <span className="plan-stale">
              {' '}
              · <Shape tone="stale" /> {t('state.stale')}
            </span>
          )}
          {row.estimate && ` · ${t('plan.estimate')}`}
        </small>
      </span>
      <span className="plan-progress">
        <span className="plan-bar" style={{ '--fill': fill, '--tick': tick } as CSSProperties}>
          <i className="plan-fill" />
          {elapsed !== null && <i className="plan-tick" />}
        </span>
      </span>
      <span className="plan-forecast" data-tone={forecast?.reaches === false ? 'watch' : undefined}>
        {forecast?.reaches === false && <Shape tone="watch" />}{' '}
        {forecast ? amount(forecast.value) : noForecast ? t(`plan.noForecast.${noForecast}`) : '–'}
        {forecast && (
          <small>
            {!forecast.reaches && `${t('plan.fallsShort')} · `}
            {t('plan.tested', { right: forecast.right, tested: forecast.tested })}
          </small>
        )}
      </span>
      <span className="plan-needed">
        {needed
          ? t('plan.perMonth', {
              amount:
                of.id === 'percent' || units
                  ? t('plan.points', { value: signed(number(needed.perMonth, 1)) })
                  : signed(whole(needed.perMonth, of, 1)),
            })
          : '–'}
      </span>
    </li>
  )
}

function signed(text: string): string {
  return /^[−-]/.test(text) ? text : `+${text}`
}

const LEVELS = ['province', 'district', 'commune', 'department'] as const

export function levelOf(level: string | null): (typeof LEVELS)[number] | 'other' {
  return LEVELS.find((known) => known === level) ?? 'other'
}
