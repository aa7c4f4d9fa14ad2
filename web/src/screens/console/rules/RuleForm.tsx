import type { RuleChange, RuleRow } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useMe } from '../../../api/me.ts'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { BOUNDS, type Bound, decimalsOf, numberIn } from './bounds.ts'
import { changeRule, tryRule } from './queries.ts'
import { Rehearsed } from './Rehearsed.tsx'
import { RuleMark } from './RuleMark.tsx'

const DOES = ['block', 'hold', 'warn', 'off'] as const

/** Makes a rule do otherwise: what it does and its bounds, tried on the newest records before anything is changed. */
export function RuleForm({ kind, rule, isSaved, onSaved }: { kind: string; rule: RuleRow; isSaved: boolean; onSaved(): void }) {
  const { t, number, language } = useText()
  const client = useQueryClient()
  const isReviewed = useMe()?.reviewed.includes('rules') ?? false
  const id = useId()
  const [does, setDoes] = useState<(typeof DOES)[number]>(rule.off ? 'off' : rule.severity)
  const [bounds, setBounds] = useState<Partial<Record<Bound, string>>>(() =>
    Object.fromEntries(Object.entries(rule.bounds).map(([name, value = 0]) => [name, number(value, decimalsOf(value))])),
  )
  const [why, setWhy] = useState('')
  const change = changeOf(does, bounds, rule, language)
  const trying = useMutation({ mutationFn: () => tryRule(kind, rule.id, change) })
  const saving = useMutation({
    mutationFn: () => changeRule(kind, rule.id, { why, seen: rule.own, change }),
    onSuccess: ({ proposal }) => {
      setWhy('')
      if (proposal === null) onSaved()
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['rules'] })
      await client.invalidateQueries({ queryKey: ['proposals'] })
    },
  })
  const isSame = does === (rule.off ? 'off' : rule.severity) && BOUNDS.every((name) => change[name] === rule.bounds[name])
  const isWrong = BOUNDS.some((name) => rule.bounds[name] !== undefined && !Number.isFinite(change[name]))
  return (
    <form
      className="rule-form"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <fieldset>
        <legend>{t('rules.whenBroken')}</legend>
        {DOES.filter((each) => rule.canWarn || each === 'block' || each === 'hold').map((each) => (
          <label key={each}>
            <input type="radio" name={`${id}does`} checked={does === each} onChange={() => setDoes(each)} />
            <span>
              <RuleMark severity={each} />
              <small>{t(`rules.means.${each}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {BOUNDS.filter((name) => rule.bounds[name] !== undefined).map((name) => (
        <p key={name} className="rule-bound">
          <label htmlFor={`${id}${name}`}>{t(`rules.bound.${name}`)}</label>
          <input
            id={`${id}${name}`}
            inputMode="decimal"
            value={bounds[name] ?? ''}
            onChange={(event) => setBounds({ ...bounds, [name]: event.target.value })}
          />
        </p>
      ))}
      <p>
        <button type="button" disabled={trying.isPending || isWrong} onClick={() => trying.mutate()}>
          {t(trying.isPending ? 'rules.trying' : 'rules.try')}
        </button>
      </p>
      {trying.error && <Failed error={trying.error} />}
      {trying.data && <Rehearsed rehearsal={trying.data} rule={rule} />}
      <p className="rule-bound">
        <label htmlFor={`${id}why`}>{t('rules.reason')}</label>
        <input id={`${id}why`} value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
      </p>
      <div className="rule-save">
        <button type="submit" className="desk-primary" disabled={isSame || isWrong || why.trim() === '' || saving.isPending}>
          {t(isReviewed ? 'proposals.propose' : 'rules.save')}
        </button>
      </div>
      <p className="rules-help" role="status">
        {t(
          isSaved && isSame
            ? 'rules.saved'
            : isSame
              ? 'rules.nothingChanged'
              : isReviewed
                ? 'proposals.needsTwo'
                : 'rules.saveHelp',
        )}
      </p>
      {saving.error && <Failed error={saving.error} />}
    </form>
  )
}

/** A rule switched off keeps what it did for when it is switched on again. */
function changeOf(
  does: (typeof DOES)[number],
  bounds: Record<string, string | undefined>,
  rule: RuleRow,
  language: 'vi' | 'en',
): RuleChange {
  const told = BOUNDS.filter((name) => rule.bounds[name] !== undefined).map((name) => [
    name,
    numberIn(bounds[name] ?? '', language),
  ])
  return { off: does === 'off', severity: does === 'off' ? rule.severity : does, ...Object.fromEntries(told) }
}
