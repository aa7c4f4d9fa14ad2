import type { ChecklistReport } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { isExercised } from '../../../api/world.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { pathTo } from '../paths.ts'
import { entriesOf } from './entries.ts'
import { Numbers } from './Numbers.tsx'
import { reportQuery } from './queries.ts'
import { ReportSheet } from './ReportSheet.tsx'

/** The after-action report of a checklist: to read, to print, or to keep as one file. */
export function AfterAction({ id }: { id: number }) {
  const { t } = useText()
  const { data, error } = useQuery(reportQuery(id))
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('checklists.report.reading')}</p>
  return (
    <ReportSheet
      title={t('checklists.report.title')}
      file={t('checklists.report.file', { id })}
      back={{ to: pathTo.checklist(id), says: t('checklists.report.back') }}
    >
      <Paper report={data} />
    </ReportSheet>
  )
}

function Paper({ report }: { report: ChecklistReport }) {
  const { t, title, clock, day } = useText()
  const { checklist } = report
  const moment = (at: string) => `${clock(at)} ${day(at)}`
  return (
    <>
      {isExercised() && (
        <p className="report-exercise">
          {t('exercises.mark')}. {t('exercises.notReal')}
        </p>
      )}
      <h1>{t('checklists.report.of', { title: title(checklist.title) })}</h1>
      <dl className="report-facts">
        <dt>{t('checklists.report.unit')}</dt>
        <dd>
          {checklist.unit.name}; {t('checklists.report.owner', { unit: checklist.owner })}
        </dd>
        <dt>{t('checklists.report.lasted')}</dt>
        <dd>
          {moment(checklist.startedAt)} – {checklist.closedAt ? moment(checklist.closedAt) : t('checklists.report.still')}
        </dd>
        <dt>{t('checklists.ofAlerts')}</dt>
        <dd>{checklist.alerts.map(({ subject, unit }) => [title(subject.title), unit].filter(Boolean).join(', ')).join('; ')}</dd>
        <dt>{t('checklists.report.made')}</dt>
        <dd>{moment(report.at)}</dd>
      </dl>
      <h2>{t('checklists.report.steps')}</h2>
      <Planned report={report} />
      <h2>{t('checklists.report.numbers')}</h2>
      <p>{t('checklists.report.numbersHelp')}</p>
      <Numbers report={report} />
      <h2>{t('checklists.report.course')}</h2>
      <Course report={report} />
    </>
  )
}

/** Each step as it was planned and as it was done. */
function Planned({ report: { checklist } }: { report: ChecklistReport }) {
  const { t, title, clock, dayMonth, span } = useText()
  const moment = (at: string | null) => (at === null ? '–' : `${clock(at)} ${dayMonth(at)}`)
  return (
    <table>
      <thead>
        <tr>
          <th>{t('checklists.report.step')}</th>
          <th>{t('checklists.report.who')}</th>
          <th>{t('checklists.report.due')}</th>
          <th>{t('checklists.report.done')}</th>
          <th>{t('checklists.report.result')}</th>
        </tr>
      </thead>
      <tbody>
        {checklist.steps.map((step, index) => {
          const late =
            step.at && step.dueAt && step.status === 'done' ? (Date.parse(step.at) - Date.parse(step.dueAt)) / 1_000 : 0
          return (
            <tr key={step.id}>
              <td>
                {index + 1}. {title(step.title)}
              </td>
              <td>
                {title(step.role)}, {step.unit}
              </td>
              <td>{moment(step.dueAt)}</td>
              <td>
                {moment(step.at)}
                {step.by && `, ${step.by}`}
              </td>
              <td>
                {t(
                  step.status === 'open' && checklist.status === 'closed'
                    ? 'checklists.undone'
                    : `checklists.status.${step.status}`,
                )}
                {late > 0 && `, ${t('checklists.lateBy', { time: span(late) })}`}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** All that happened, from every side, in order. */
function Course({ report }: { report: ChecklistReport }) {
  const { clock, dayMonth } = useText()
  const entries = entriesOf(report, useText())
  return (
    <table>
      <tbody>
        {entries.map(({ at, kind, text }, index) => (
          <tr key={`${at} ${index}`}>
            <td className="report-time">
              {clock(at)} {dayMonth(at)}
            </td>
            <td className="report-kind">{kind}</td>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
