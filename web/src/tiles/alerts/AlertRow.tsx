import { useText } from '../../text/use-text.ts'
import { Age } from '../../ui/Age.tsx'
import { Shape } from '../../ui/Shape.tsx'
import { useMeasured } from '../../ui/use-measured.ts'
import type { AlertsRow } from './option.ts'

/** What is wrong, where, how bad, since when and, once somebody does, who sees to it. */
export function AlertRow({ row, isRoomy }: { row: AlertsRow; isRoomy: boolean }) {
  const { t, title, number } = useText()
  const measured = useMeasured()
  const { subject, domain, level, of, waiting, first, since } = row
  const whose = of > 1 ? t('alerts.units', { count: number(of) }) : isRoomy && first.unit?.name
  return (
    <li className="alerts-row" data-tone={level} data-seen={waiting === 0 || undefined} title={title(subject.title)}>
      <Shape tone={level} />
      <span className="alerts-what">
        <b>{title(subject.title)}</b>
        {(whose || isRoomy) && <small>{[isRoomy && domain && title(domain), whose].filter(Boolean).join(' · ')}</small>}
      </span>
      <span className="alerts-value">{of === 1 && measured({ subject, measured: first.measured })}</span>
      <span className="alerts-who">{waiting === 0 && (first.acknowledgedBy ?? t('alerts.silenced'))}</span>
      <span className="alerts-since">
        <Age at={since} isBare />
      </span>
    </li>
  )
}
