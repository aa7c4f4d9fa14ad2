import type { IndicatorAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { indicatorsQuery } from '../../../api/indicators.ts'
import { useText } from '../../../text/use-text.ts'
import { feedsQuery } from '../queries.ts'
import { numberIn } from '../rules/bounds.ts'
import { ChangeRule } from './ChangeRule.tsx'
import { Choice } from './Choice.tsx'
import { ConditionFields } from './ConditionFields.tsx'
import { type AlertRuleSpec, alertRulesQuery } from './queries.ts'
import { Rehearsal } from './Rehearsal.tsx'
import { asksOfNumbers, CONDITIONS, idOf, mayBeOfAll, type RuleDraft, specOf, WHOSE } from './rule-form.ts'

type Kept = Pick<IndicatorAnswer, 'id' | 'grain'>

/** Only what is told by the day or the hour has a usual day. */
const hasUsualDay = ({ grain }: Kept) => grain !== 'month' && grain !== 'year'

/** A rule of any condition, rehearsed before it is put into use. */
export function AlertRuleForm({ draft: begun, seen }: { draft: RuleDraft; seen: AlertRuleSpec | null }) {
  const { t, title, language } = useText()
  const id = useId()
  const { data: indicators = [] } = useQuery(indicatorsQuery())
  const { data } = useQuery(alertRulesQuery())
  const { data: feeds = [] } = useQuery(feedsQuery())
  const [draft, setDraft] = useState(begun)
  const set = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part })
  const asked = indicators.filter((each) => draft.is !== 'anomaly' || hasUsualDay(each))
  const indicator = asked.find((each) => each.id === draft.indicator)
  const isKnown = indicator !== undefined || (draft.indicator === 'all' && mayBeOfAll(draft))
  const known = isKnown ? draft : { ...draft, indicator: '' }
  const spec = specOf(known, seen, (text) => numberIn(text, language))
  const name = seen?.id ?? idOf(draft.title)
  const isTaken = seen === null && data?.rules.some((rule) => rule.id === name)
  const trouble = isTaken ? t('alerts.rules.nameTaken') : typeof spec === 'string' && t(`alerts.rules.${spec}`)
  const isReady = name !== '' && !isTaken && typeof spec !== 'string'
  return (
    <div className="alert-rule">
      <div className="alert-form">
        <label htmlFor={`${id}title`}>{t('alerts.rules.name')}</label>
        <input id={`${id}title`} value={draft.title} maxLength={120} onChange={(event) => set({ title: event.target.value })} />
        <Choice
          label={t('alerts.rules.is')}
          value={draft.is}
          choices={CONDITIONS}
          say={(is) => t(`alerts.rules.conditions.${is}`)}
          onChange={(is) => set({ is })}
        />
        {asksOfNumbers(draft) && (
          <>
            <label htmlFor={`${id}indicator`}>{t('alerts.rules.indicator')}</label>
            <select id={`${id}indicator`} value={known.indicator} onChange={(event) => set({ indicator: event.target.value })}>
              <option value="">{t('alerts.rules.findIndicator')}</option>
              {mayBeOfAll(draft) && <option value="all">{t('alerts.rules.all')}</option>}
              {asked.map((each) => (
                <option key={each.id} value={each.id}>
                  {title(each.title)} ({each.id})
                </option>
              ))}
            </select>
            <Choice
              label={t('alerts.rules.whose')}
              value={draft.whose}
              choices={Object.keys(WHOSE) as RuleDraft['whose'][]}
              say={(whose) => t(`alerts.rules.ofUnits.${whose}`)}
              onChange={(whose) => set({ whose })}
            />
          </>
        )}
        {draft.is === 'silence' && (
          <>
            <label htmlFor={`${id}feed`}>{t('alerts.rules.feed')}</label>
            <select id={`${id}feed`} value={draft.feed} onChange={(event) => set({ feed: event.target.value })}>
              <option value="">{t('alerts.rules.allFeeds')}</option>
              {feeds.map((each) => (
                <option key={each.key} value={each.key}>
                  {title(each.title)}
                </option>
              ))}
            </select>
          </>
        )}
        <ConditionFields draft={known} unit={indicator?.unitOfMeasurement} set={set} />
        <label htmlFor={`${id}hold`}>{t('alerts.rules.hold')}</label>
        <input id={`${id}hold`} inputMode="decimal" value={draft.hold} onChange={(event) => set({ hold: event.target.value })} />
        <label htmlFor={`${id}settle`}>{t('alerts.rules.settle')}</label>
        <input
          id={`${id}settle`}
          inputMode="decimal"
          value={draft.settle}
          onChange={(event) => set({ settle: event.target.value })}
        />
        <Choice
          label={t('alerts.rules.during')}
          value={draft.during}
          choices={['always', 'working_hours'] as const}
          say={(during) => t(`alerts.rules.hours.${during}`)}
          onChange={(during) => set({ during })}
        />
      </div>
      {trouble && <p className="alert-help">{trouble}</p>}
      {isReady && <Rehearsal rule={spec} />}
      <ChangeRule id={name} seen={seen} after={isReady ? spec : null} />
    </div>
  )
}
