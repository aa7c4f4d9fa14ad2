import { RuleChange } from '@ioc/server/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { rulesQuery, tryRule } from '../rules/queries.ts'
import { Rehearsed } from '../rules/Rehearsed.tsx'

/** What the newest records would have met with, were the rule as it is proposed. */
export function RuleTried({ kind, rule: id, change }: { kind: string; rule: string; change: unknown }) {
  const { t } = useText()
  const { data } = useQuery(rulesQuery())
  const rule = data?.kinds.find(({ key }) => key === kind)?.rules.find((each) => each.id === id)
  const trying = useMutation({ mutationFn: () => tryRule(kind, id, RuleChange.parse(change)) })
  return (
    <div className="rule-form">
      <p>
        <button type="button" disabled={trying.isPending} onClick={() => trying.mutate()}>
          {t(trying.isPending ? 'rules.trying' : 'rules.try')}
        </button>
      </p>
      {trying.error && <Failed error={trying.error} />}
      {trying.data && rule && <Rehearsed rehearsal={trying.data} rule={rule} />}
    </div>
  )
}
