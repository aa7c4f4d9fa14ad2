import { useText } from '../../../text/use-text.ts'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import './proposals.css'

/** Beside what is to change: that a change of it waits for review, and where. */
export function WaitingProposal({ proposal, by }: { proposal: number; by: string }) {
  const { t } = useText()
  return (
    <p className="proposals-waiting" role="status">
      {t('proposals.waits', { by })} <Link to={pathTo.proposal(proposal)}>{t('proposals.see')}</Link>
    </p>
  )
}
