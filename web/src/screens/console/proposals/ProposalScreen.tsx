import type { ProposalAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import type { AlertRuleSpec } from '../alerts/queries.ts'
import { Rehearsal } from '../alerts/Rehearsal.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { Changes } from './Changes.tsx'
import { Decide } from './Decide.tsx'
import { ProposalMark } from './ProposalMark.tsx'
import './proposals.css'
import { proposalQuery } from './queries.ts'
import { RuleTried } from './RuleTried.tsx'
import { TextEditor } from './TextEditor.tsx'

/** One change: what differs, what it would do, who did what about it, and what whoever looks at it can do. */
export function ProposalScreen({ id }: { id: number }) {
  const { t, title } = useText()
  const { data: proposal, error } = useQuery(proposalQuery(id))
  if (error && !proposal) return <Failed error={error} />
  if (!proposal) return <p className="console-empty">{t('console.loading')}</p>
  const isTyped = proposal.text !== null && (proposal.state === 'draft' || proposal.state === 'returned')
  return (
    <section className="proposals">
      <div className="console-head">
        <div>
          <h1>{title(proposal.title)}</h1>
          <small>
            {t(`proposals.about.${proposal.about}`)} · <ProposalMark state={proposal.state} />
          </small>
        </div>
        <Link to={pathTo.proposals()}>{t('proposals.back')}</Link>
      </div>
      {proposal.why && <p className="proposals-why">«{proposal.why}»</p>}
      {isTyped && proposal.can.includes('submit') && <TextEditor key={proposal.id} proposal={proposal} />}
      {proposal.removes && <p className="proposals-removes">{t('proposals.removes')}</p>}
      <Changes proposal={proposal} />
      <Tried proposal={proposal} />
      <Decide proposal={proposal} />
      <History events={proposal.events} madeBy={proposal.madeBy} />
    </section>
  )
}

/** What it would do, where that can be tried. */
function Tried({ proposal: { about, draft, rule, alert, state } }: { proposal: ProposalAnswer }) {
  const { t } = useText()
  if (state !== 'waiting') return null
  if (draft !== null)
    return (
      <p>
        <Link to={pathTo.draft(draft)}>{t('proposals.seeDraft')}</Link>
      </p>
    )
  if (rule) return <RuleTried kind={rule.kind} rule={rule.rule} change={rule.change} />
  return about === 'alerts' && alert !== null ? <Rehearsal rule={alert as AlertRuleSpec} /> : null
}

function History({ events, madeBy }: Pick<ProposalAnswer, 'events' | 'madeBy'>) {
  const { t, zone } = useText()
  if (events.length === 0 && madeBy.length === 0) return null
  return (
    <>
      <h2>{t('proposals.history')}</h2>
      {madeBy.length > 0 && <p className="proposals-help">{t('proposals.madeBy', { who: madeBy.join(', ') })}</p>}
      <ol className="proposals-history">
        {events.map(({ at, action, by, note, alone }) => (
          <li key={`${at} ${action}`}>
            <time>{formatMoment(at, zone)}</time>
            <span>
              {t(alone ? 'proposals.did.alone' : `proposals.did.${action}`, { by })}
              {note && <q>{note}</q>}
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}
