import type { IndicatorAnswer } from '@ioc/server/contract'
import { useId } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { Choice } from './Choice.tsx'
import { hasBounds, LEVELS, type RuleDraft, WORSE } from './rule-form.ts'

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
    <Choice
      label={t(`alerts.rules.${name}`)}
      value={draft[name]}
      choices={LEVELS}
      say={(each) => t(`alerts.level.${each}`)}
      onChange={(each) => set({ [name]: each })}
    />
  )
  return (
    <>
      {draft.is === 'threshold' && draft.indicator !== 'all' && (
        <Choice
          label={t('alerts.rules.better')}
          value={draft.better}
          choices={['up', 'down'] as const}
          say={(better) => t(`alerts.rules.${better}`)}
          onChange={(better) => set({ better })}
        />
      )}
      {(draft.is === 'change' || draft.is === 'anomaly') && (
        <Choice
          label={t('alerts.rules.worse')}
          value={draft.worse}
          choices={WORSE}
          say={(worse) => t(`alerts.rules.ways.${worse}`)}
          onChange={(worse) => set({ worse })}
        />
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
          <Choice
            label={t('alerts.rules.in')}
            value={draft.in}
            choices={['percent', 'unit'] as const}
            say={(by) => t(by === 'percent' ? 'alerts.rules.inPercent' : 'alerts.rules.inUnit')}
            onChange={(by) => set({ in: by })}
          />
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
