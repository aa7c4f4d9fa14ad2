import type { ReportAnswer } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import type { Entry } from './entry.ts'

/** Cells that two people wrote differently, or that were not saved before it was locked: whoever comes second chooses, cell by cell. */
export function Clashes({
  report,
  entry: { typed, clashes },
  canType,
  onChoose,
}: {
  report: ReportAnswer
  entry: Entry
  canType: boolean
  onChoose(cell: string, isMine: boolean): void
}) {
  const { t, title, number } = useText()
  const cells = Object.keys(clashes)
  if (cells.length === 0) return null
  const by = report.by ?? ''
  const say = (text: string | undefined) => text || t('reporting.blank')
  return (
    <div role="alert" className="reporting-clashes">
      <p>
        <Shape tone="warn" /> {t(canType ? 'reporting.clash' : 'reporting.leftOver', { by, cells: number(cells.length) })}
      </p>
      <ul>
        {cells.map((cell) => (
          <li key={cell}>
            <span>{title(report.asked[cell]?.title ?? { vi: cell, en: cell })}</span>
            {canType && (
              <button type="button" onClick={() => onChoose(cell, true)}>
                {t('reporting.keepMine', { text: say(typed[cell]) })}
              </button>
            )}
            <button type="button" onClick={() => onChoose(cell, false)}>
              {canType
                ? t('reporting.takeTheirs', { by, text: say(clashes[cell]) })
                : t('reporting.drop', { text: say(typed[cell]) })}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
