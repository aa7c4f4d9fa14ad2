import type { ReportAnswer, WorkbookAnswer } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import type { Cells } from './entry.ts'
import { grouped } from './SheetCell.tsx'
import { Steps } from './Steps.tsx'

interface Props {
  report: ReportAnswer
  cells: Cells
  /** Typed and not saved: what the server found speaks of what was there before. */
  typed: Cells
  canType: boolean
  current: string | null
  inFile: WorkbookAnswer['problems']
  onType(cells: Cells): void
}

/** The cell in hand, everything still to mend, what is unlike the period before, and who did what. */
export function ReportSide({ report, cells, typed, canType, current, inFile, onType }: Props) {
  const { t, title } = useText()
  const { problems, doubts, asked } = report
  const faults = problems.filter(({ code }) => code !== 'blank')
  const blanks = problems.filter(({ code }) => code === 'blank')
  const here = current === null ? undefined : asked[current]
  const problem = faults.find(({ cell }) => cell === current)
  const doubt = doubts.find(({ cell }) => cell === current)
  const isJudged = Object.keys(typed).length === 0
  const before = current === null ? undefined : report.before?.cells[current]
  return (
    <aside className="reporting-side" aria-live="polite">
      <h2>{here ? title(here.title) : t('reporting.here')}</h2>
      {current === null || !here ? (
        <p>{t('reporting.noCell')}</p>
      ) : (
        <>
          {before !== undefined && <p>{t('reporting.before', { value: grouped(before) })}</p>}
          {problem ? (
            <p className="reporting-fault">
              <Shape tone="critical" /> {problem.message}
              {canType && problem.remedy !== undefined && (
                <button type="button" onClick={() => onType({ [current]: problem.remedy as string })}>
                  {t('reporting.put', { value: grouped(problem.remedy) })}
                </button>
              )}
            </p>
          ) : (
            (cells[current] ?? '') !== '' &&
            typed[current] === undefined && (
              <p className="reporting-fine">
                <Shape tone="good" /> {t('reporting.fine')}
              </p>
            )
          )}
          {doubt && !problem && (
            <p className="reporting-doubt">
              <Shape tone="watch" /> {doubt.message}
            </p>
          )}
        </>
      )}
      <h2>{t('reporting.toMend')}</h2>
      {faults.length === 0 ? (
        isJudged && (
          <p className="reporting-fine">
            <Shape tone="good" /> {t('reporting.noFault')}
          </p>
        )
      ) : (
        <CellList lines={faults} className="reporting-faults" />
      )}
      {blanks.length > 0 && (
        <p>
          {t('reporting.blanks', { count: blanks.length })}{' '}
          <button type="button" className="reporting-go" onClick={() => goTo(blanks[0]?.cell ?? '')}>
            {t('reporting.toBlank')}
          </button>
        </p>
      )}
      {inFile.length > 0 && (
        <>
          <h2>{t('reporting.inFile')}</h2>
          <CellList lines={inFile} className="reporting-faults" />
        </>
      )}
      {doubts.length > 0 && (
        <>
          <h2>{t('reporting.doubts')}</h2>
          <CellList lines={doubts} className="reporting-doubts" />
        </>
      )}
      <h2>{t('reporting.history')}</h2>
      <Steps steps={report.history} />
    </aside>
  )
}

function CellList({ lines, className }: { lines: { cell: string; message: string }[]; className: string }) {
  return (
    <ul className={className}>
      {lines.map(({ cell, message }) => (
        <li key={`${cell} ${message}`}>
          <button type="button" onClick={() => goTo(cell)}>
            {message}
          </button>
        </li>
      ))}
    </ul>
  )
}

function goTo(cell: string): void {
  document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(cell)}"]`)?.focus()
}
