import type { ProposalRow } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../../../api/me.ts'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { NewProposal } from './NewProposal.tsx'
import { ProposalMark } from './ProposalMark.tsx'
import './proposals.css'
import { proposalsQuery } from './queries.ts'

/** Changes of what the house goes by: those that wait for somebody, and those that are over. */
export function Proposals() {
  const { t } = useText()
  const may = useMay()
  const [which, setWhich] = useState<'open' | 'over'>('open')
  const [isBeginning, setBeginning] = useState(false)
  const { data, error } = useQuery(proposalsQuery(which))
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section className="proposals">
      <div className="console-head">
        <h1>{t('proposals.title')}</h1>
        {may('meanings.write') && (
          <button type="button" className="desk-primary" onClick={() => setBeginning(true)}>
            {t('proposals.new')}
          </button>
        )}
      </div>
      <p className="proposals-help">
        {data.reviewed.length === 0
          ? t('proposals.reviewedNone')
          : t('proposals.reviewed', {
              what: data.reviewed.map((about) => t(`proposals.about.${about}`).toLocaleLowerCase()).join(', '),
            })}
      </p>
      {isBeginning && <NewProposal onDone={() => setBeginning(false)} />}
      <div className="console-tabs" role="tablist">
        {(['open', 'over'] as const).map((each) => (
          <button key={each} type="button" role="tab" aria-selected={each === which} onClick={() => setWhich(each)}>
            {t(`proposals.of.${each}`)}
          </button>
        ))}
      </div>
      {data.proposals.length === 0 ? (
        <p className="console-empty">{t(`proposals.none.${which}`)}</p>
      ) : (
        <Listed proposals={data.proposals} />
      )}
    </section>
  )
}

function Listed({ proposals }: { proposals: ProposalRow[] }) {
  const { t, title, zone } = useText()
  return (
    <table className="desk-table">
      <thead>
        <tr>
          {(['what', 'why', 'by', 'state'] as const).map((column) => (
            <th key={column}>{t(`proposals.column.${column}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {proposals.map((proposal) => (
          <tr key={proposal.id}>
            <td>
              <Link to={pathTo.proposal(proposal.id)}>{title(proposal.title)}</Link>
              <small>{t(`proposals.about.${proposal.about}`)}</small>
            </td>
            <td data-none={proposal.why ? undefined : ''}>{proposal.why || '—'}</td>
            <td>
              {proposal.by}
              <small>{formatMoment(proposal.changedAt, zone)}</small>
            </td>
            <td>
              <ProposalMark state={proposal.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
