import type { IndicatorAnswer } from '@ioc/server/contract'
import { useId } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { hasBounds, LEVELS, type LevelName, type RuleDraft, WORSE } from './rule-form.ts'

interface Props {
  draft: RuleDraft
  /** Of the indicator, where one is chosen. */
  unit: IndicatorAnswer['unitOfMeasurement'] | undefined
  set(part: Partial<RuleDraft>): void
}

/** What the condition of a rule asks for: which way is bad, over how long, and from where on. */
export function ConditionFields({ draft, unit, set }: Props) {
  const { t } = useText()
  const id = useId()
  const level = (name: 'level' | 'atRisk' | 'late') => (
    <>
      <label htmlFor={`${id}${name}`}>{t(`alerts.rules.${name}`)}</label>
      <select id={`${id}${name}`} value={draft[name]} onChange={(event) => set({ [name]: event.target.value as LevelName })}>
        {LEVELS.map((each) => (
          <option key={each} value={each}>
            {t(`alerts.level.${each}`)}
          </option>
        ))}
      </select>
    </>
  )
  return (
    <>
      {draft.is === 'threshold' && draft.indicator !== 'all' && (
        <>
          <label htmlFor={`${id}better`}>{t('alerts.rules.better')}</label>
          <select
            id={`${id}better`}
            value={draft.better}
            onChange={(event) => set({ better: event.target.value as RuleDraft['better'] })}
          >
            <option value="up">{t('alerts.rules.up')}</option>
            <option value="down">{t('alerts.rules.down')}</option>
          </select>
        </>
      )}
      {(draft.is === 'change' || draft.is === 'anomaly') && (
        <>
          <label htmlFor={`${id}worse`}>{t('alerts.rules.worse')}</label>
          <select
            id={`${id}worse`}
            value={draft.worse}
            onChange={(event) => set({ worse: event.target.value as RuleDraft['worse'] })}
          >
            {WORSE.map((each) => (
              <option key={each} value={each}>
                {t(`alerts.rules.ways.${each}`)}
              </option>
            ))}
          </select>
        </>
      )}
      {draft.is === 'change' && (
        <>
          <label htmlFor={`${id}within`}>{t('alerts.rules.within')}</label>
          <input
            id={`${id}within`}
            inputMode="decimal"
            value={draft.within}
            onChange={(event) => set({ within: event.target.value })}
          />
          <label htmlFor={`${id}in`}>{t('alerts.rules.in')}</label>
          <select id={`${id}in`} value={draft.in} onChange={(event) => set({ in: event.target.value as RuleDraft['in'] })}>
            <option value="percent">{t('alerts.rules.inPercent')}</option>
            <option value="unit">{t('alerts.rules.inUnit')}</option>
          </select>
        </>
      )}
      {draft.is === 'anomaly' && (
        <>
          <label htmlFor={`${id}weeks`}>{t('alerts.rules.weeks')}</label>
          <input
            id={`${id}weeks`}
            inputMode="numeric"
            placeholder="8"
            value={draft.weeks}
            onChange={(event) => set({ weeks: event.target.value })}
          />
        </>
      )}
      {draft.is === 'absence' && level('level')}
      {draft.is === 'forecast' && (
        <>
          {level('atRisk')}
          {level('late')}
        </>
      )}
      {hasBounds(draft) && <Bounds draft={draft} unit={unit} set={set} />}
    </>
  )
}

/** From where on each severity begins, and what ends it again. */
function Bounds({ draft, unit: measure, set }: Props) {
  const { t, unit } = useText()
  const measured = () => {
    if (draft.is === 'anomaly') return t('alerts.rules.spreads')
    if (draft.is === 'silence') return t('alerts.rules.promises')
    return draft.is === 'change' && draft.in === 'percent' ? '%' : measure && unit(measure)
  }
  return (
    <fieldset>
      <legend>{t('alerts.rules.levels')}</legend>
      {LEVELS.map((level) => (
        <div key={level} data-level={level}>
          <span>
            <Shape tone={level} /> {t(`alerts.level.${level}`)}
          </span>
          {(['levels', 'recover'] as const).map((which) => (
            <label key={which}>
              <small>{t(`alerts.rules.bounds.${which}`)}</small>
              <input
                inputMode="decimal"
                aria-label={`${t(`alerts.rules.bounds.${which}`)}: ${t(`alerts.level.${level}`)}`}
                value={draft[which][level]}
                onChange={(event) => set({ [which]: { ...draft[which], [level]: event.target.value } })}
              />
            </label>
          ))}
        </div>
      ))}
      <small className="alert-whole">
        {measured() && `${t('alerts.rules.measuredIn', { unit: measured() })} `}
        {t('alerts.rules.levelsHelp')}
      </small>
    </fieldset>
  )
}
