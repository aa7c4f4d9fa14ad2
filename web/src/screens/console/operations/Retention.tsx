import type { OperationsAnswer } from '@ioc/server/contract'
import { useNow } from '../../../realtime/clock.ts'
import { formatMoment } from '../../../text/moment.ts'
import { formatNumber } from '../../../text/number.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'

type Kept = OperationsAnswer['retention']
type Rule = Kept['rules'][number]

/** So many runs may be left out before it is told. */
const LATE_RUNS = 3

/** What is removed once its time is over: by which rule, when it looked last and what came of it, what is to go next. */
export function Retention({ of: { rules, everyMs } }: { of: Kept }) {
  const { t, title, language } = useText()
  const isLate = useNow((now) => rules.some(({ last }) => last === null || now - Date.parse(last.ranAt) > LATE_RUNS * everyMs))
  return (
    <>
      <h2>{t('operations.retention.title')}</h2>
      <p>{t('operations.retention.help')}</p>
      {isLate && <Mark tone="warn">{t('operations.retention.late')}</Mark>}
      <table className="desk-table">
        <thead>
          <tr>
            {(['what', 'days', 'last', 'removed', 'inAll', 'next'] as const).map((column) => (
              <th key={column} className={column === 'removed' || column === 'inAll' ? 'desk-number' : undefined}>
                {t(`operations.retention.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.rule}>
              <td>
                {title(rule.title)} <small>retention.{rule.rule}</small>
              </td>
              <td>
                {t('operations.retention.kept', { days: formatNumber(rule.days, 0, language) })}{' '}
                <small>
                  {rule.days === rule.usual
                    ? t('operations.retention.usual')
                    : t('operations.retention.own', { days: formatNumber(rule.usual, 0, language) })}
                </small>
              </td>
              <Last of={rule} />
              <td>
                <Next due={rule.due} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Last({ of: { last } }: { of: Rule }) {
  const { t, language, zone } = useText()
  if (last === null) return <td colSpan={3}>{t('operations.retention.never')}</td>
  return (
    <>
      <td>{formatMoment(last.ranAt, zone)}</td>
      <td className="desk-number">{formatNumber(last.removed, 0, language)}</td>
      <td className="desk-number">{formatNumber(last.removedInAll, 0, language)}</td>
    </>
  )
}

function Next({ due }: { due: string | null }) {
  const { t, zone } = useText()
  const isDue = useNow((now) => due !== null && Date.parse(due) <= now)
  if (due === null) return <>{t('operations.retention.nothing')}</>
  return <>{isDue ? t('operations.retention.nextRun') : formatMoment(due, zone)}</>
}
