import type { RuleRow, RulesAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { rulesQuery } from './queries.ts'
import { RuleMark } from './RuleMark.tsx'
import './rules.css'

type Kind = RulesAnswer['kinds'][number]

/** What is asked of every kind of record, and what that caught: the kinds with most rows caught first. */
export function Rules() {
  const { t, title } = useText()
  const { data, error } = useQuery(rulesQuery())
  const [only, setOnly] = useState('')
  const [words, setWords] = useState('')
  const sought = useDeferredValue(words).trim().toLocaleLowerCase()
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const shown = data.kinds
    .filter(({ key }) => only === '' || key === only)
    .map((kind) => ({ ...kind, rules: kind.rules.filter(({ says }) => title(says).toLocaleLowerCase().includes(sought)) }))
    .filter(({ rules }) => rules.length > 0)
    .toSorted((a, b) => caughtBy(b) - caughtBy(a))
  return (
    <section>
      <div className="console-head">
        <h1>{t('rules.title')}</h1>
        <select value={only} aria-label={t('rules.kind')} onChange={(event) => setOnly(event.target.value)}>
          <option value="">{t('rules.allKinds')}</option>
          {data.kinds.map(({ key, domain, title: of }) => (
            <option key={key} value={key}>
              {title(domain)}: {title(of)}
            </option>
          ))}
        </select>
        <input
          type="search"
          value={words}
          placeholder={t('rules.find')}
          aria-label={t('rules.find')}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <p className="rules-help">{t('rules.help')}</p>
      {data.strays.length > 0 && <Strays strays={data.strays} />}
      {shown.length === 0 && <p className="console-empty">{t('rules.noneFound')}</p>}
      {shown.map((kind) => (
        <KindRules key={kind.key} kind={kind} days={data.days} />
      ))}
    </section>
  )
}

/** What was made of rules that the product has no more. */
function Strays({ strays }: Pick<RulesAnswer, 'strays'>) {
  const { t, title } = useText()
  return (
    <div className="console-note" role="status">
      <strong>{t('rules.strays')}</strong>
      <ul>
        {strays.map(({ kind, rule, why }) => (
          <li key={`${kind} ${rule}`}>
            <b>{rule === '' ? kind : `${kind} · ${rule}`}</b>: {title(why)}
          </li>
        ))}
      </ul>
      {t('rules.straysHelp')}
    </div>
  )
}

function KindRules({ kind, days }: { kind: Kind; days: number }) {
  const { t, title } = useText()
  return (
    <>
      <h2 className="rules-kind">
        {title(kind.title)} <small>{title(kind.domain)}</small>
      </h2>
      <table className="desk-table rules-table">
        <thead>
          <tr>
            <th>{t('rules.does')}</th>
            <th>{t('rules.rule')}</th>
            <th className="desk-number">{t('rules.caught', { days })}</th>
          </tr>
        </thead>
        <tbody>
          {kind.rules.map((rule) => (
            <tr key={rule.id} data-off={rule.off || undefined}>
              <td>
                <RuleMark severity={rule.off ? 'off' : rule.severity} />
                {Object.keys(rule.own).length > 0 && <small>{t('rules.isOwn')}</small>}
              </td>
              <td>
                <Link to={pathTo.rule(kind.key, rule.id)}>{title(rule.says)}</Link>
                {rule.why && <small>{title(rule.why)}</small>}
              </td>
              <td className="desk-number">
                <CaughtCount kind={kind.key} rule={rule} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function CaughtCount({ kind, rule: { id, caught } }: { kind: string; rule: RuleRow }) {
  const { number } = useText()
  const all = caught.held + caught.warned + caught.blocked
  return all === 0 ? '0' : <Link to={pathTo.rule(kind, id)}>{number(all)}</Link>
}

function caughtBy({ rules }: Kind): number {
  return rules.reduce((sum, { caught }) => sum + caught.held + caught.warned + caught.blocked, 0)
}
