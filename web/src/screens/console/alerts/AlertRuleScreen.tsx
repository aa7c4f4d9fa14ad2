import type { AlertRulesAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { indicatorsQuery } from '../../../api/indicators.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { useWaiting } from '../proposals/queries.ts'
import { WaitingProposal } from '../proposals/WaitingProposal.tsx'
import { decimalsOf, numberIn } from '../rules/bounds.ts'
import { AlertRuleForm } from './AlertRuleForm.tsx'
import { ChangeRule } from './ChangeRule.tsx'
import { alertRulesQuery } from './queries.ts'
import { Rehearsal } from './Rehearsal.tsx'
import { BLANK, draftOf } from './rule-form.ts'
import './alerts.css'

type Described = AlertRulesAnswer['rules'][number]

/** One alert rule: made (`id` null), changed where the form speaks of all it says, rehearsed, switched off or taken away. */
export function AlertRuleScreen({ id }: { id: string | null }) {
  const { t, title } = useText()
  const { data, error } = useQuery(alertRulesQuery())
  const rule = data?.rules.find((each) => each.id === id)
  const waiting = useWaiting('alerts', id ?? '')
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  if (id !== null && !rule) return <p className="console-empty">{t('alerts.ruleGone')}</p>
  return (
    <section>
      <div className="console-head">
        <div>
          <h1>{rule ? title(rule.title) : t('alerts.rules.new')}</h1>
          {rule && <small>{rule.off ? t('alerts.rules.off') : title(rule.says)}</small>}
        </div>
        <Link to={pathTo.alertRules()}>{t('alerts.rules.back')}</Link>
      </div>
      {waiting && <WaitingProposal proposal={waiting.id} by={waiting.by} />}
      {rule ? <Known rule={rule} /> : <New />}
    </section>
  )
}

function Known({ rule }: { rule: Described }) {
  const { t, number, language } = useText()
  const draft = draftOf(
    rule.spec,
    (value) => number(value, decimalsOf(value)),
    (text) => numberIn(text, language),
  )
  if (draft) return <AlertRuleForm key={JSON.stringify(rule.spec)} draft={draft} seen={rule.spec} />
  return (
    <div className="alert-rule">
      <p className="console-note">{t('alerts.rules.complex')}</p>
      <Rehearsal rule={rule.spec} />
      <ChangeRule id={rule.id} seen={rule.spec} after={null} />
    </div>
  )
}

/** Asked for from a tile, it is about that tile’s indicator, by its own levels. */
function New() {
  const { t, number } = useText()
  const [asked] = useState(() => new URLSearchParams(location.search).get('indicator') ?? '')
  const { data, error } = useQuery(indicatorsQuery())
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const indicator = data.find(({ id }) => id === asked)
  const levels = indicator?.levels ?? {}
  const written = (value: number | undefined) => (value === undefined ? '' : number(value, decimalsOf(value)))
  return (
    <AlertRuleForm
      draft={{
        ...BLANK,
        title: indicator?.title.vi ?? '',
        indicator: indicator?.id ?? '',
        better: indicator?.direction === 'up' ? 'up' : 'down',
        levels: { watch: written(levels.watch), warn: written(levels.warn), critical: written(levels.critical) },
      }}
      seen={null}
    />
  )
}
