import type { AlertGroup, AlertsAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { isEngineLate } from '../../../tiles/alerts/option.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Shape } from '../../../ui/Shape.tsx'
import { ExerciseMark } from '../exercises/ExerciseMark.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { Inbox } from '../told/Inbox.tsx'
import { Acknowledge } from './Acknowledge.tsx'
import { AlertRows, AlertState } from './AlertRows.tsx'
import { Measured } from './Measured.tsx'
import { alertsQuery } from './queries.ts'
import { Silences } from './Silences.tsx'
import './alerts.css'

const WAYS = ['cause', 'unit', 'domain'] as const

/** What is open, by its cause, its unit or its domain: what nobody sees to first. */
export function Alerts() {
  const { t, title, number } = useText()
  const [by, setBy] = useState<(typeof WAYS)[number]>('cause')
  const { data, error } = useQuery(alertsQuery(by === 'unit' ? 'unit' : 'cause'))
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  // A silent source is of no unit and no one domain.
  const nameOf = ({ alerts: [first], domain }: AlertGroup) =>
    by === 'unit'
      ? (first?.unit?.name ?? t('alerts.kind.feed'))
      : by === 'domain'
        ? domain
          ? title(domain)
          : t('alerts.by.none')
        : ''
  return (
    <section>
      <div className="console-head">
        <div>
          <h1>
            <ExerciseMark /> {t('alerts.title')}
          </h1>
          <small>
            {t('alerts.open', data.open)}
            {data.groups.length > 0 && ` · ${data.waiting > 0 ? t('alerts.waiting', { count: data.waiting }) : t('alerts.seen')}`}
          </small>
        </div>
      </div>
      <Engine {...data} />
      <Inbox />
      {data.groups.length === 0 && <p className="console-empty">{t('alerts.none')}</p>}
      {data.groups.length > 1 && (
        <div className="console-tabs" role="tablist" aria-label={t('alerts.by.title')}>
          {WAYS.map((way) => (
            <button key={way} type="button" role="tab" aria-selected={by === way} onClick={() => setBy(way)}>
              {t(`alerts.by.${way}`)}
            </button>
          ))}
        </div>
      )}
      {sectionsOf(data.groups, nameOf).map(([name, groups]) => (
        <section key={name} aria-label={name || undefined}>
          {name && <h2 className="alert-part">{name}</h2>}
          <ol className="alert-groups">
            {groups.map((group) => (
              <Group key={`${group.subject.key} ${group.alerts[0]?.unit?.key}`} group={group} now={data.at} />
            ))}
          </ol>
        </section>
      ))}
      {data.more.alerts > 0 && (
        <p className="console-empty">
          {t('alerts.moreGroups', { groups: number(data.more.groups), count: number(data.more.alerts) })}
        </p>
      )}
      <Silences />
    </section>
  )
}

/** In the order in which the first of each comes: what nobody sees to, then the severest. */
function sectionsOf(groups: AlertGroup[], nameOf: (group: AlertGroup) => string): [string, AlertGroup[]][] {
  const sections = new Map<string, AlertGroup[]>()
  for (const group of groups) {
    const name = nameOf(group)
    const section = sections.get(name)
    if (section) section.push(group)
    else sections.set(name, [group])
  }
  return [...sections]
}

/** Whoever asks the rules is itself watched: no alert is no news where nobody asks. */
function Engine({ engine, at }: Pick<AlertsAnswer, 'engine' | 'at'>) {
  const { t, age, span } = useText()
  const { askedAt, lateBy, failing } = engine
  const isLate = isEngineLate(engine)
  return (
    <p className={isLate ? 'console-failed alert-engine' : 'alert-engine'} role={isLate ? 'alert' : 'status'}>
      <Shape tone={isLate ? 'critical' : 'good'} />{' '}
      {askedAt === null
        ? t('alerts.neverAsked')
        : isLate
          ? t('alerts.late', { span: span(lateBy) })
          : t('alerts.asked', { age: age((Date.parse(at) - Date.parse(askedAt)) / 1000) })}
      {failing > 0 && ` · ${t('alerts.failing', { count: failing })}`}
    </p>
  )
}

/** A cause in a line; of many alerts, or a silent source, what lies under it opens below. */
function Group({ group, now }: { group: AlertGroup; now: string }) {
  const { t, title, number } = useText()
  const { subject, domain, level, of, alerts, firing, explained, explainedOf, waiting } = group
  const [isOpen, setOpen] = useState(false)
  const [first] = alerts
  const isOne = of === 1 && first !== undefined
  // Two rules may see the same number of the same unit.
  const isUnitEach = new Set(alerts.map(({ unit }) => unit?.key)).size === alerts.length
  return (
    <li className="alert-group" data-level={level} data-seen={waiting === 0 || undefined}>
      <div className="alert-line">
        <Mark tone={level}>{t(`alerts.level.${level}`)}</Mark>
        <div>
          <h2>
            <ExerciseMark /> {isOne ? <Link to={pathTo.alert(first.id)}>{title(subject.title)}</Link> : title(subject.title)}
          </h2>
          <small>
            {[
              subject.kind !== 'indicator' && t(`alerts.kind.${subject.kind}`),
              domain && title(domain),
              isOne && first.unit?.name,
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </div>
        <div className="desk-number">
          {isOne ? <Measured alert={first} /> : t(isUnitEach ? 'alerts.units' : 'alerts.several', { count: number(of) })}
        </div>
        <div>
          {isOne ? <AlertState alert={first} now={now} /> : waiting > 0 && t('alerts.waiting', { count: number(waiting) })}
        </div>
        <div className="alert-does">
          {!isOne && (
            <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t(isOpen ? 'alerts.hide' : isUnitEach ? 'alerts.show' : 'alerts.showSeveral')}
            </button>
          )}
          <Acknowledge alerts={firing} />
        </div>
      </div>
      {isOpen && <AlertRows alerts={alerts} now={now} />}
      {isOpen && of > alerts.length && <p>{t('alerts.more', { count: number(of - alerts.length) })}</p>}
      {explainedOf > 0 && (
        <details>
          <summary>{t('alerts.explained', { count: number(explainedOf) })}</summary>
          <AlertRows alerts={explained} now={now} isOfMany />
          {explainedOf > explained.length && <p>{t('alerts.more', { count: number(explainedOf - explained.length) })}</p>}
        </details>
      )}
    </li>
  )
}
