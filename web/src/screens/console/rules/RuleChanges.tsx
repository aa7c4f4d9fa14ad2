import type { RuleChange, RuleRow } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { BOUNDS, decimalsOf } from './bounds.ts'
import { changesQuery } from './queries.ts'

/** Who made a rule do otherwise, when and why; and what its domain declares. */
export function RuleChanges({ kind, rule }: { kind: string; rule: RuleRow }) {
  const { t, day, minute } = useText()
  const { data: changes = [], error } = useQuery(changesQuery(kind, rule.id))
  const said = useSaid(rule)
  return (
    <aside className="rule-changes">
      <h2>{t('rules.history')}</h2>
      {error && <Failed error={error} />}
      <ol>
        {changes.map(({ at, by, why, before, after }) => (
          <li key={at}>
            <b>{by}</b>: {why}
            <small>
              {minute(at)} {day(at)} · {t('rules.became', { before: said(before), after: said(after) })}
            </small>
          </li>
        ))}
        <li>
          {t('rules.declared')}
          <small>{said({})}</small>
        </li>
      </ol>
    </aside>
  )
}

/** What a rule does with a province's changes laid over what is declared. */
function useSaid({ declared }: RuleRow): (change: RuleChange) => string {
  const { t, number } = useText()
  return (change) => {
    const { off, severity, ...bounds } = { ...declared.bounds, ...declared, ...change }
    const does = t(`rules.severity.${off ? 'off' : severity}`)
    const told = BOUNDS.flatMap((name) => {
      const value = bounds[name]
      return value === undefined ? [] : [`${t(`rules.bound.${name}`).toLocaleLowerCase()} ${number(value, decimalsOf(value))}`]
    })
    return [does, ...told].join(', ')
  }
}
