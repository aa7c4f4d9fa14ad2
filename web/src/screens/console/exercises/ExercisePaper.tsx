import type { ExerciseReport } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { useMeasured } from '../../../ui/use-measured.ts'
import { ReportSheet } from '../checklists/ReportSheet.tsx'
import { Failed } from '../Failed.tsx'
import { pathTo } from '../paths.ts'
import { exerciseReportQuery } from './queries.ts'
import './exercises.css'

/** The after-action report of an exercise: to read, to print, or to keep as one file. */
export function ExercisePaper({ id }: { id: number }) {
  const { t } = useText()
  const { data, error } = useQuery(exerciseReportQuery(id))
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <ReportSheet
      title={t('exercises.report.title')}
      file={t('exercises.report.file', { id })}
      back={{ to: pathTo.exercises(), says: t('exercises.report.back') }}
    >
      <Paper report={data} />
    </ReportSheet>
  )
}

function Paper({ report }: { report: ExerciseReport }) {
  const { t, title, clock, day } = useText()
  const { exercise } = report
  const moment = (at: string) => `${clock(at)} ${day(at)}`
  return (
    <>
      <p className="report-exercise">
        {t('exercises.mark')}. {t('exercises.notReal')}
      </p>
      <h1>{t('exercises.report.of', { title: title(exercise.title) })}</h1>
      <dl>
        <dt>{t('exercises.report.about')}</dt>
        <dd>{title(exercise.about)}</dd>
        <dt>{t('checklists.report.lasted')}</dt>
        <dd>
          {moment(exercise.startedAt)} ({exercise.startedBy}) –{' '}
          {exercise.endedAt
            ? `${moment(exercise.endedAt)} (${exercise.endedBy ?? t('exercises.endedByItself')})`
            : t('checklists.report.still')}
        </dd>
        <dt>{t('exercises.channels')}</dt>
        <dd>{t(exercise.sends ? 'exercises.sends' : 'exercises.consoleOnly')}</dd>
        <dt>{t('exercises.report.counts')}</dt>
        <dd>
          {t('exercises.report.made', {
            alerts: report.alerts.length,
            messages: report.messages.length,
            directives: report.directives.length,
            checklists: report.checklists.length,
          })}
        </dd>
      </dl>
      {report.checklists.map((checklist) => (
        <Steps key={checklist.id} checklist={checklist} />
      ))}
      <h2>{t('checklists.report.course')}</h2>
      <Course report={report} />
    </>
  )
}

function Steps({ checklist }: { checklist: ExerciseReport['checklists'][number] }) {
  const { t, title, clock, dayMonth } = useText()
  return (
    <>
      <h2>{title(checklist.title)}</h2>
      <table>
        <tbody>
          {checklist.steps.map((step, index) => (
            <tr key={step.id}>
              <td>
                {index + 1}. {title(step.title)}
              </td>
              <td>
                {title(step.role)}, {step.unit}
              </td>
              <td>{step.dueAt ? t('exercises.report.due', { time: `${clock(step.dueAt)} ${dayMonth(step.dueAt)}` }) : '–'}</td>
              <td>
                {step.status === 'open' ? t('checklists.undone') : t(`checklists.status.${step.status}`)}
                {step.at && ` ${clock(step.at)}`}
                {step.by && `, ${step.by}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** What was shown, what came of it, who was told and what was ordered, in one order. */
function Course({ report: { exercise, events, alerts, messages, directives } }: { report: ExerciseReport }) {
  const { t, title, clock } = useText()
  const measured = useMeasured()
  const words = (...parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(', ')
  const entries = [
    ...events.map(({ at, kind, by, inject }) => ({
      ...{ at, kind: t('exercises.mark') },
      text: words(
        t(`exercises.event.${kind}`),
        kind === 'shown' && title(exercise.injects[Number(inject)]?.title ?? exercise.title),
        by,
      ),
    })),
    ...alerts.flatMap(({ subject, unit, events: its }) =>
      its.map(({ at, kind, level, measured: value, by }) => ({
        ...{ at, kind: t('checklists.report.kind.alert') },
        text: words(
          title(subject.title),
          unit?.name,
          t(`alerts.event.${kind}`),
          t(`alerts.level.${level}`),
          value !== null && measured({ subject, measured: value }),
          by,
        ),
      })),
    ),
    ...messages.map(({ madeAt, name, channel, headline, status, seenAt }) => ({
      ...{ at: madeAt, kind: t('checklists.report.kind.message') },
      text: words(
        `${name} (${t(`told.channel.${channel}`)}): ${headline}`,
        channel === 'in_app' ? t(seenAt ? 'told.messages.seen' : 'told.messages.unseen') : t(`told.messages.${status}`),
      ),
    })),
    ...directives.map(({ id, title: name, unit, issuedAt, issuedBy }) => ({
      ...{ at: issuedAt, kind: t('checklists.report.kind.directive') },
      text: words(`CĐ-${id} ${name}`, unit.name, issuedBy),
    })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return (
    <table>
      <tbody>
        {entries.map(({ at, kind, text }, index) => (
          <tr key={`${at} ${index}`}>
            <td className="report-time">{clock(at)}</td>
            <td className="report-kind">{kind}</td>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
