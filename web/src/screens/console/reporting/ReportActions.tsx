import type { ReportAction, ReportAnswer } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo, type ReportPlace } from '../paths.ts'
import { WhyForm } from '../WhyForm.tsx'
import { actOnReport, reportQuery } from './queries.ts'

const ASKS_WHY = ['return', 'unlock'] as const
type AsksWhy = (typeof ASKS_WHY)[number]
const FIRST: ReportAction[] = ['submit', 'check', 'approve']

/** What can be done next to a report, and what is in the way of it. */
export function ReportActions({ at, report, isSaved }: { at: ReportPlace; report: ReportAnswer; isSaved: boolean }) {
  const { t } = useText()
  const client = useQueryClient()
  const [asking, setAsking] = useState<AsksWhy | null>(null)
  const acting = useMutation({
    mutationFn: (ask: { action: ReportAction; note?: string }) => actOnReport(at, { edit: report.edit, ...ask }),
    onSuccess: (answer) => {
      setAsking(null)
      client.setQueryData(reportQuery(at).queryKey, answer)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['reports'] }),
  })
  const isDraft = report.actions.includes('submit')
  const blocked = !isDraft ? null : report.problems.length > 0 ? 'mendFirst' : isSaved ? null : 'saveFirst'
  const does = (action: ReportAction) => {
    const why = ASKS_WHY.find((each) => each === action)
    if (why) setAsking(why)
    else acting.mutate({ action })
  }
  return (
    <footer className="reporting-actions">
      {acting.error && <Failed error={acting.error} />}
      <p role="status">
        {blocked && t(`reporting.${blocked}`)}
        {isDraft && report.revision > 0 && ` ${t('reporting.stillUsed')}`}
        {report.standing === 'submitted' && t('reporting.lockedFor.submitted')}
        {report.standing === 'checked' && t('reporting.lockedFor.checked')}
        {report.standing === 'approved' && t(`reporting.lockedFor.${report.run === null ? 'takingIn' : 'approved'}`)}{' '}
        {report.run !== null && report.standing === 'approved' && (
          <Link to={pathTo.run(report.feed, report.run)}>{t('reporting.toRun')}</Link>
        )}
      </p>
      {report.actions.map((action) => (
        <button
          key={action}
          type="button"
          className={FIRST.includes(action) ? 'desk-primary' : undefined}
          disabled={acting.isPending || (action === 'submit' && blocked !== null)}
          onClick={() => does(action)}
        >
          {t(`reporting.actions.${action}`)}
        </button>
      ))}
      {asking && (
        <WhyForm
          question={t(`reporting.why.${asking}`)}
          isBusy={acting.isPending}
          onSend={(note) => acting.mutate({ action: asking, note })}
          onCancel={() => setAsking(null)}
        />
      )}
    </footer>
  )
}
