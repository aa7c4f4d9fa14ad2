import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { withFact, withQuestion } from '../address/address.ts'
import { go } from '../address/use-address.ts'
import { alertQuery, whyQuery } from '../screens/console/alerts/queries.ts'
import { directivesQuery } from '../screens/console/directives/queries.ts'
import { useText } from '../text/use-text.ts'
import { Age } from '../ui/Age.tsx'
import { Mark } from '../ui/Mark.tsx'
import { useMeasured } from '../ui/use-measured.ts'
import './why-red.css'

const SHOWN = 3

/** What lies behind an open alert, where somebody opened its number: enough to speak of it, and the way to all of it. */
export function WhyRed({ alert: id }: { alert: number }) {
  const { t, title, number } = useText()
  const measured = useMeasured()
  const { data: told } = useQuery(alertQuery(id))
  const { data: why } = useQuery(whyQuery(id))
  const { data: ordered } = useQuery(directivesQuery({ alert: id, open: true }))
  if (!told) return null
  const { alert, rule, answers } = told
  const [last] = why?.past ?? []
  const changed = (value: number, before: number | null) =>
    before === null || before === value
      ? ''
      : ` (${value > before ? '+' : '−'}${number(Math.abs(value - before), alert.subject.decimals)})`
  return (
    <section className="proof-why" data-tone={alert.level}>
      <h3>
        <Mark tone={alert.level}>{t(`alerts.level.${alert.level}`)}</Mark> {t('alerts.whyRed.title')}
      </h3>
      <dl className="proof-list">
        <dt>{t('alerts.rule')}</dt>
        <dd>
          {rule ? title(rule.title) : t('alerts.ruleGone')}
          <small>
            {measured(alert)}
            {alert.bound !== null && ` · ${t('alerts.bound', { bound: measured({ ...alert, measured: alert.bound }) })}`} ·{' '}
            <Age at={alert.firedAt ?? alert.since} />
          </small>
        </dd>
        <dt>{t('alerts.answers')}</dt>
        <dd>
          {answers.unit.name}
          <small>{alert.acknowledgedBy ?? t(`alerts.status.${alert.status}`)}</small>
        </dd>
        <Part name={t('directives.title')} of={ordered?.directives}>
          {({ id, title, unit, isOverdue }) => (
            <a key={id} href={`/console/directives/${id}`} data-late={isOverdue || undefined}>
              {title} – {unit.name}
            </a>
          )}
        </Part>
        <Part name={t('alerts.whyRed.units')} of={why?.units.slice(0, SHOWN)}>
          {({ unit, value, before }) => (
            <button
              key={unit.key}
              type="button"
              onClick={() =>
                go(withQuestion(location.search, { indicator: alert.subject.id, where: alert.subject.where, unit: unit.key }))
              }
            >
              {unit.name}: {measured({ subject: alert.subject, measured: value })}
              {changed(value, before)}
            </button>
          )}
        </Part>
        <Part name={t('alerts.whyRed.numbers')} of={why?.numbers.slice(0, SHOWN)}>
          {({ subject, value }) => (
            <button
              key={subject.key}
              type="button"
              onClick={() =>
                go(withQuestion(location.search, { indicator: subject.id, where: subject.where, unit: alert.unit?.key }))
              }
            >
              {title(subject.title)}: {measured({ subject, measured: value })}
            </button>
          )}
        </Part>
        <Part name={t('alerts.whyRed.issues')} of={why?.issues.slice(0, SHOWN)}>
          {({ fact, title: said }) => (
            <button key={`${fact.feed} ${fact.id}`} type="button" onClick={() => go(withFact(location.search, fact))}>
              {said}
            </button>
          )}
        </Part>
        <Part name={t('alerts.whyRed.last')} of={last && [last]}>
          {({ alert, unitName, firedAt, cause, remedy }) => (
            <a key={alert} href={`/console/alerts/${alert}`}>
              {[unitName, cause && t('directives.say.cause', { cause }), remedy && t('directives.say.remedy', { remedy })]
                .filter(Boolean)
                .join(' · ')}{' '}
              <Age at={firedAt} />
            </a>
          )}
        </Part>
      </dl>
      <a href={`/console/alerts/${id}`}>{t('alerts.whyRed.all')}</a>
    </section>
  )
}

/** A row of the list, where there is anything to tell. */
function Part<T>({ name, of, children }: { name: string; of: T[] | undefined; children: (each: T) => ReactNode }) {
  if (!of || of.length === 0) return null
  return (
    <>
      <dt>{name}</dt>
      <dd className="proof-why-part">{of.map(children)}</dd>
    </>
  )
}
