import { useText } from '../../text/use-text.ts'
import { Age } from '../../ui/Age.tsx'
import { Shape } from '../../ui/Shape.tsx'
import { useMeasured } from '../../ui/use-measured.ts'
import type { AlertsRow } from './option.ts'

/** What is wrong, where, how bad against which bound, who answers, who sees to it already, and since when; as much as its tile has room for. */
export function AlertRow({ row, isRoomy }: { row: AlertsRow; isRoomy: boolean }) {
  const { t, title, number } = useText()
  const measured = useMeasured()
  const { subject, domain, level, of, waiting, first, place, answers, since } = row
  const where = of > 1 ? t('alerts.units', { count: number(of) }) : place?.name
  // Of a place that answers for itself nobody else is named.
  const office = answers?.key === place?.key ? null : answers?.name
  const bound = of === 1 && first.bound !== null && t('alerts.bound', { bound: measured({ subject, measured: first.bound }) })
  const field = isRoomy && domain && title(domain)
  return (
    <li
      className="alerts-row"
      data-tone={level}
      data-seen={waiting === 0 || undefined}
      title={[title(subject.title), where, office].filter(Boolean).join(' · ')}
    >
      <Shape tone={level} />
      <span className="alerts-what">
        <b>{title(subject.title)}</b>
        <span className="alerts-where">
          {field && <small>{field}</small>}
          {where && <small>{where}</small>}
          {office && <small className="alerts-office">{office}</small>}
          {isRoomy && bound && <small className="alerts-bound-below">{bound}</small>}
        </span>
      </span>
      <span className="alerts-value">{of === 1 && measured({ subject, measured: first.measured })}</span>
      <span className="alerts-bound">{bound}</span>
      <span className="alerts-who">{waiting === 0 && (first.acknowledgedBy ?? t('alerts.silenced'))}</span>
      <span className="alerts-since">
        <Age at={since} isBare />
      </span>
    </li>
  )
}
