import type { Directive, DirectiveEvent, DirectiveTold } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { inWorld } from '../../../api/world.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Shape, type Tone } from '../../../ui/Shape.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { Acts } from './Acts.tsx'
import { DirectiveState } from './DirectiveState.tsx'
import { directiveQuery } from './queries.ts'
import './directives.css'

/** One directive: what was ordered, what is lacking until it is done, and all that happened. */
export function DirectiveScreen({ id }: { id: number }) {
  const { t, day } = useText()
  const { data, error } = useQuery(directiveQuery(id))
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const { directive } = data
  return (
    <section>
      <div className="console-head">
        <div>
          <h1>{directive.title}</h1>
          <small>
            {[
              directive.number ?? `CĐ-${directive.id}`,
              directive.issuedBy,
              t('directives.issued', { day: day(directive.issuedAt) }),
            ].join(' · ')}
          </small>
        </div>
        <Link to={pathTo.directives()}>{t('directives.back')}</Link>
      </div>
      <div className="alert-parts">
        <div>
          <Facts directive={directive} />
          {(directive.status === 'issued' || directive.status === 'accepted') && <Lacking directive={directive} />}
          <h2 className="alert-part">{t('directives.timeline')}</h2>
          <Timeline {...data} />
        </div>
        <aside className="alert-acts">
          <Acts key={directive.status} directive={directive} />
        </aside>
      </div>
    </section>
  )
}

function Facts({ directive }: { directive: Directive }) {
  const { t, day, minute } = useText()
  const { body, unit, beside, dueAt, explainBy, explainedAt, alert } = directive
  return (
    <dl className="alert-facts">
      <dt>{t('alerts.state')}</dt>
      <dd>
        <DirectiveState directive={directive} />
      </dd>
      {body && (
        <>
          <dt>{t('directives.body')}</dt>
          <dd className="directive-body">{body}</dd>
        </>
      )}
      <dt>{t('directives.unit')}</dt>
      <dd>
        {unit.name}
        {beside.length > 0 && <small>{t('directives.beside', { units: beside.join(', ') })}</small>}
      </dd>
      <dt>{t('directives.due')}</dt>
      <dd>{day(dueAt)}</dd>
      {explainBy && !explainedAt && (
        <>
          <dt>{t('directives.explainBy')}</dt>
          <dd>
            {minute(explainBy)} {day(explainBy)}
          </dd>
        </>
      )}
      {alert !== null && (
        <>
          <dt>{t('directives.from')}</dt>
          <dd>
            <Link to={pathTo.alert(alert)}>{t('directives.fromAlert')}</Link>
          </dd>
        </>
      )}
    </dl>
  )
}

/** What must hold before it may be signed off, each with how far it is. */
function Lacking({ directive: { condition, lacking, recovered, measured, evidence } }: { directive: Directive }) {
  const { t, title, number } = useText()
  const bound =
    condition &&
    `${number(condition.bound, condition.decimals)} ${condition.unitOfMeasurement ? title(condition.unitOfMeasurement) : ''}`
  return (
    <ul className="directive-lacking">
      <Held isHeld={!lacking.includes('acceptance')}>{t('directives.lacking.acceptance')}</Held>
      {condition && (
        <Held isHeld={!lacking.includes('recovery')}>
          {t(`directives.lacking.${condition.is}`, {
            title: title(condition.title),
            unit: condition.unitName,
            bound: bound?.trim(),
            recovered: number(Math.min(recovered, condition.times)),
            times: number(condition.times),
          })}
          {measured !== null && (
            <small>{t('directives.lacking.measured', { value: number(measured, condition.decimals) })}</small>
          )}
        </Held>
      )}
      <Held isHeld={evidence > 0}>{t('directives.lacking.evidence', { count: number(evidence) })}</Held>
      <Held isHeld={false}>{t('directives.lacking.signature')}</Held>
    </ul>
  )
}

function Held({ isHeld, children }: { isHeld: boolean; children: React.ReactNode }) {
  const { t } = useText()
  return (
    <li data-held={isHeld || undefined}>
      <Mark tone={isHeld ? 'good' : 'not_yet_due'}>{t(isHeld ? 'directives.lacking.held' : 'directives.lacking.open')}</Mark>
      <div>{children}</div>
    </li>
  )
}

const TONES: Partial<Record<string, Tone>> = {
  issued: 'watch',
  accepted: 'good',
  explained: 'good',
  shown: 'good',
  signed: 'good',
  extension_granted: 'good',
  extension_asked: 'watch',
  extension_refused: 'warn',
  relapsed: 'critical',
  overdue: 'critical',
  unanswered: 'warn',
  withdrawn: 'withdrawn',
}

function Timeline({ directive, events }: DirectiveTold) {
  const { t, minute, day } = useText()
  return (
    <ol className="alert-events">
      {events.toReversed().map((event, index) => (
        <li key={`${event.at} ${event.kind} ${index}`}>
          <span className="mark" data-tone={toneOf(event)}>
            <Shape tone={toneOf(event)} /> <span>{t(`directives.event.${event.kind}`)}</span>
          </span>
          <div>
            {event.by && <b>{event.by}</b>} <Said directive={directive} event={event} />
          </div>
          <time dateTime={event.at}>
            {minute(event.at)} {day(event.at)}
          </time>
        </li>
      ))}
    </ol>
  )
}

const toneOf = (event: DirectiveEvent): Tone =>
  event.kind === 'looked'
    ? event.isMet === null
      ? 'missing'
      : event.isMet
        ? 'good'
        : 'watch'
    : (TONES[event.kind] ?? 'provisional')

function Said({ directive: { id, condition }, event }: { directive: Directive; event: DirectiveEvent }) {
  const { t, number, day } = useText()
  const text = (name: string) => (typeof event[name] === 'string' ? (event[name] as string) : '')
  switch (event.kind) {
    case 'explained':
      return (
        <>
          <p>{t('directives.say.cause', { cause: text('cause') })}</p>
          <p>{t('directives.say.remedy', { remedy: text('remedy') })}</p>
          {text('doneBy') && <p>{t('directives.say.doneBy', { day: day(`${text('doneBy')}T00:00:00+07:00`) })}</p>}
        </>
      )
    case 'progressed':
      return (
        <>
          {number(Number(event.progress))} % {text('note') && `«${text('note')}»`}
        </>
      )
    case 'shown':
      return <Evidence id={id} file={Number(event.file)} name={text('name')} what={text('what')} />
    case 'looked':
    case 'relapsed':
      return (
        <>{event.measured === null ? t('directives.say.unknown') : number(Number(event.measured), condition?.decimals ?? 0)}</>
      )
    case 'extension_asked':
      return <>{t('directives.say.extension', { days: number(Number(event.days)), why: text('why') })}</>
    case 'extension_granted':
      return <>{t('directives.say.newDue', { day: day(text('dueAt')) })}</>
    case 'issued':
      return <>{t('directives.say.newDue', { day: day(text('dueAt')) })}</>
    case 'unanswered':
    case 'overdue':
      return null
    default:
      return <>{(text('why') || text('note')) && `«${text('why') || text('note')}»`}</>
  }
}

/** A photo is shown, a document is named. */
function Evidence({ id, file, name, what }: { id: number; file: number; name: string; what: string }) {
  const { t } = useText()
  const url = inWorld(`/api/directives/${id}/files/${file}`)
  const isPhoto = /\.(jpe?g|png)$/i.test(name)
  return (
    <a className="directive-evidence" href={url} target="_blank" rel="noreferrer">
      {isPhoto && <img src={url} alt={name} loading="lazy" />}
      <span>
        {t(`directives.evidence.${what}`)}: {name}
      </span>
    </a>
  )
}
