import { useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { useWaiting } from '../proposals/queries.ts'
import { WaitingProposal } from '../proposals/WaitingProposal.tsx'
import { CaughtRows } from './CaughtRows.tsx'
import { rulesQuery } from './queries.ts'
import { RuleChanges } from './RuleChanges.tsx'
import { RuleForm } from './RuleForm.tsx'
import { RuleMark } from './RuleMark.tsx'
import './rules.css'

/** One rule: what it asks and does, how to make it do otherwise after a rehearsal, the rows it caught, and who changed it. */
export function RuleScreen({ kind: key, rule: id }: { kind: string; rule: string }) {
  const { t, title } = useText()
  // The form begins anew with every change of the rule; that this one was ours is kept here.
  const [isSaved, setSaved] = useState(false)
  const { data, error } = useQuery(rulesQuery())
  const waiting = useWaiting('rules', `${key}/${id}`)
  const kind = data?.kinds.find((each) => each.key === key)
  const rule = kind?.rules.find((each) => each.id === id)
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  if (!kind || !rule) return <p className="console-empty">{t('rules.lost')}</p>
  return (
    <section>
      <div className="console-head">
        <div>
          <h1>{title(rule.says)}</h1>
          <small>
            {title(kind.domain)} · {title(kind.title)} · <RuleMark severity={rule.off ? 'off' : rule.severity} />
          </small>
        </div>
        <Link to={pathTo.rules()}>{t('rules.back')}</Link>
      </div>
      <p className="rule-feeds">
        {t(kind.feeds.length === 0 ? 'rules.askedOfNone' : 'rules.askedOf')}{' '}
        {kind.feeds.map(({ feed, title: name }, n) => (
          <Fragment key={feed}>
            {n > 0 && ' · '}
            <Link to={pathTo.lineage(feed)}>{title(name)}</Link>
          </Fragment>
        ))}
      </p>
      {waiting && <WaitingProposal proposal={waiting.id} by={waiting.by} />}
      {rule.why && <p className="console-note">{title(rule.why)}</p>}
      <div className="rule-parts">
        <RuleForm key={JSON.stringify(rule.own)} kind={key} rule={rule} isSaved={isSaved} onSaved={() => setSaved(true)} />
        <RuleChanges kind={key} rule={rule} />
      </div>
      <CaughtRows kind={key} rule={rule} days={data.days} />
    </section>
  )
}
