import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useMe } from '../../../api/me.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { pathTo } from '../paths.ts'
import { moveTo } from '../use-path.ts'
import { type AlertRuleSpec, changeAlertRule } from './queries.ts'

/** Puts a rule into use, changes it, switches it off or on, or takes it away, always with who and why. */
export function ChangeRule({ id, seen, after }: { id: string; seen: AlertRuleSpec | null; after: AlertRuleSpec | null }) {
  const { t } = useText()
  const client = useQueryClient()
  const isReviewed = useMe()?.reviewed.includes('alerts') ?? false
  const field1 = useId()
  const [why, setWhy] = useState('')
  const acting = useMutation({
    mutationFn: (next: AlertRuleSpec | null) => changeAlertRule(id, { why, seen, after: next }),
    onSuccess: async ({ proposal }, next) => {
      await client.invalidateQueries({ queryKey: ['alert-rules'] })
      setWhy('')
      if (proposal !== null) {
        await client.invalidateQueries({ queryKey: ['proposals'] })
        return moveTo(pathTo.proposal(proposal))
      }
      moveTo(next === null ? pathTo.alertRules() : pathTo.alertRule(id))
    },
  })
  const canAct = why.trim() !== '' && !acting.isPending
  return (
    <form
      className="alert-change"
      onSubmit={(event) => {
        event.preventDefault()
        if (after) acting.mutate(after)
      }}
    >
      <label htmlFor={field1}>{t('alerts.why')}</label>
      <input id={field1} value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
      {(seen === null || after !== null) && (
        <button type="submit" className="desk-primary" disabled={!canAct || after === null}>
          {t(isReviewed ? 'proposals.propose' : seen === null ? 'alerts.rules.save' : 'alerts.rules.change')}
        </button>
      )}
      {seen !== null && (
        <>
          <button type="button" disabled={!canAct} onClick={() => acting.mutate({ ...seen, off: !seen.off })}>
            {t(seen.off ? 'alerts.rules.switchOn' : 'alerts.rules.switchOff')}
          </button>
          <button type="button" disabled={!canAct} onClick={() => acting.mutate(null)}>
            {t('alerts.rules.remove')}
          </button>
        </>
      )}
      {isReviewed && <p className="alert-help">{t('proposals.needsTwo')}</p>}
      {acting.isSuccess && <span role="status">{t('alerts.rules.saved')}</span>}
      {acting.error && <Failed error={acting.error} />}
    </form>
  )
}
