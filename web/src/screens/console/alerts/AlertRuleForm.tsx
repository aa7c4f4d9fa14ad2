import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { numberIn } from '../rules/bounds.ts'
import { ChangeRule } from './ChangeRule.tsx'
import { type AlertRuleSpec, indicatorsQuery } from './queries.ts'
import { Rehearsal } from './Rehearsal.tsx'
import { idOf, LEVELS, type RuleDraft, specOf } from './rule-form.ts'

/** A rule on a threshold, rehearsed before it is put into use. */
export function AlertRuleForm({ draft: begun, seen }: { draft: RuleDraft; seen: AlertRuleSpec | null }) {
  const { t, title, language, unit } = useText()
  const id = useId()
  const { data: indicators = [] } = useQuery(indicatorsQuery())
  const [draft, setDraft] = useState(begun)
  const set = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part })
  const indicator = indicators.find((each) => each.id === draft.indicator)
  const spec = specOf(seen?.id ?? idOf(draft.title), draft, (text) => numberIn(text, language))
  const trouble = typeof spec === 'string' ? t(`alerts.rules.${spec}`) : null
  const isReady = indicator !== undefined && draft.title.trim() !== '' && typeof spec !== 'string'
  return (
    <div className="alert-rule">
      <div className="alert-form">
        <label htmlFor={`${id}title`}>{t('alerts.rules.name')}</label>
        <input id={`${id}title`} value={draft.title} maxLength={120} onChange={(event) => set({ title: event.target.value })} />
        <label htmlFor={`${id}indicator`}>{t('alerts.rules.indicator')}</label>
        <select id={`${id}indicator`} value={draft.indicator} onChange={(event) => set({ indicator: event.target.value })}>
          <option value="">{t('alerts.rules.findIndicator')}</option>
          {indicators.map((each) => (
            <option key={each.id} value={each.id}>
              {title(each.title)} ({each.id})
            </option>
          ))}
        </select>
        <label htmlFor={`${id}whose`}>{t('alerts.rules.whose')}</label>
        <select
          id={`${id}whose`}
          value={draft.ofCommunes ? 'communes' : 'province'}
          onChange={(event) => set({ ofCommunes: event.target.value === 'communes' })}
        >
          <option value="province">{t('alerts.rules.ofProvince')}</option>
          <option value="communes">{t('alerts.rules.ofCommunes')}</option>
        </select>
        <label htmlFor={`${id}better`}>{t('alerts.rules.better')}</label>
        <select
          id={`${id}better`}
          value={draft.better}
          onChange={(event) => set({ better: event.target.value === 'up' ? 'up' : 'down' })}
        >
          <option value="up">{t('alerts.rules.up')}</option>
          <option value="down">{t('alerts.rules.down')}</option>
        </select>
        <fieldset>
          <legend>{t('alerts.rules.levels')}</legend>
          {LEVELS.map((level) => (
            <label key={level} data-level={level}>
              <span>
                <Shape tone={level} /> {t(`alerts.level.${level}`)}
              </span>
              <input
                inputMode="decimal"
                value={draft.levels[level]}
                onChange={(event) => set({ levels: { ...draft.levels, [level]: event.target.value } })}
              />
            </label>
          ))}
          <small>
            {indicator && `${unit(indicator.unitOfMeasurement)}. `}
            {t('alerts.rules.levelsHelp')}
          </small>
        </fieldset>
        <label htmlFor={`${id}hold`}>{t('alerts.rules.hold')}</label>
        <input id={`${id}hold`} inputMode="decimal" value={draft.hold} onChange={(event) => set({ hold: event.target.value })} />
        <label htmlFor={`${id}settle`}>{t('alerts.rules.settle')}</label>
        <input
          id={`${id}settle`}
          inputMode="decimal"
          value={draft.settle}
          onChange={(event) => set({ settle: event.target.value })}
        />
      </div>
      {trouble && <p className="alert-help">{trouble}</p>}
      {isReady && <Rehearsal rule={spec} />}
      <ChangeRule id={seen?.id ?? idOf(draft.title)} seen={seen} after={isReady ? spec : null} />
    </div>
  )
}
