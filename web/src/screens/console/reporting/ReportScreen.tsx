import type { ReportAnswer, WorkbookAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo, type ReportPlace } from '../paths.ts'
import { nameOfPeriod } from '../punctuality/names.ts'
import { Clashes } from './Clashes.tsx'
import type { Cells } from './entry.ts'
import { reportQuery } from './queries.ts'
import { ReportActions } from './ReportActions.tsx'
import { Late, Standing } from './ReportList.tsx'
import { ReportSide } from './ReportSide.tsx'
import { Sheet } from './Sheet.tsx'
import { grouped } from './SheetCell.tsx'
import { useEntry } from './use-entry.ts'
import { Workbook } from './Workbook.tsx'
import './reporting.css'

/** One report: typed while it is a draft, looked through and decided about after. */
export function ReportScreen({ at }: { at: ReportPlace }) {
  const { t } = useText()
  const { data, error } = useQuery(reportQuery(at))
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return <Report at={at} report={data} />
}

/** What one paste or one workbook changed, to be taken back. */
interface Bulk {
  said: string
  before: Cells
}

function Report({ at, report }: { at: ReportPlace; report: ReportAnswer }) {
  const { t, title, minute } = useText()
  const typing = useEntry(at, report)
  const [current, setCurrent] = useState<string | null>(null)
  const [bulk, setBulk] = useState<Bulk | null>(null)
  const [inFile, setInFile] = useState<WorkbookAnswer['problems']>([])
  const { cells, canType, entry } = typing

  const forget = () => {
    setBulk(null)
    setInFile([])
  }
  const type = (texts: Cells) => {
    typing.type(texts)
    forget()
  }
  const putAll = (texts: Cells, say: (count: number) => string) => {
    const different = Object.entries(texts).filter(([cell, text]) => grouped(text) !== grouped(cells[cell] ?? ''))
    typing.type(Object.fromEntries(different))
    setBulk({ said: say(different.length), before: Object.fromEntries(different.map(([cell]) => [cell, cells[cell] ?? ''])) })
  }
  const saved = () => {
    if (Object.keys(entry.clashes).length > 0) return t('reporting.chooseFirstOf')
    if (typing.isSaved && !typing.isSaving)
      return report.at ? t('reporting.saved', { time: minute(report.at) }) : t('reporting.notBegun')
    return typing.error && !typing.isSaving ? t('reporting.notSaved', { why: typing.error.message }) : t('reporting.saving')
  }

  return (
    <section className="reporting reporting-one">
      <p>
        <Link to={pathTo.reports()}>{t('reporting.back')}</Link>
      </p>
      <div className="console-head">
        <div>
          <h1>{title(report.title)}</h1>
          <p>
            {t('reporting.of', {
              unit: report.unit.name,
              period: nameOfPeriod(report.every, report.period),
              due: sayDay(report.period.due),
            })}{' '}
            <Late row={report} />
          </p>
          <Standing row={report} />
        </div>
      </div>
      {report.wanted !== null && <p className="reporting-wanted">{t('reporting.wanted', { why: report.wanted })}</p>}
      <Clashes report={report} entry={entry} canType={canType} onChoose={typing.choose} />
      <div className="reporting-bar">
        <Workbook
          at={at}
          canType={canType}
          onStart={forget}
          onRead={(name, answer) => {
            putAll(answer.cells, (count) => t(count === 0 ? 'reporting.loadedSame' : 'reporting.loaded', { count, name }))
            setInFile(answer.problems.filter(({ code }) => code !== 'blank'))
          }}
        />
        {canType && (
          <p role="status">
            {bulk && (
              <>
                {bulk.said}{' '}
                {Object.keys(bulk.before).length > 0 && (
                  <button type="button" className="reporting-undo" onClick={() => type(bulk.before)}>
                    {t('reporting.undo')}
                  </button>
                )}{' '}
              </>
            )}
            {saved()}
          </p>
        )}
      </div>
      <div className="reporting-work">
        <div className="reporting-paper">
          {canType && <p className="reporting-help">{t('reporting.howTo')}</p>}
          <Sheet
            report={report}
            cells={cells}
            clashes={canType ? entry.clashes : {}}
            canType={canType}
            onType={type}
            onPaste={(texts) => putAll(texts, (count) => t('reporting.pasted', { count }))}
            onChoose={setCurrent}
          />
          <p className="reporting-help">
            {t('reporting.basis', { basis: report.basis, owner: report.owner, version: report.version })}{' '}
            {report.note && title(report.note)}
          </p>
        </div>
        <ReportSide
          report={report}
          cells={cells}
          typed={canType ? entry.typed : {}}
          canType={canType}
          current={current}
          inFile={inFile}
          onType={type}
        />
      </div>
      <ReportActions at={at} report={report} isSaved={typing.isSaved} />
    </section>
  )
}
