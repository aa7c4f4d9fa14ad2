import type { ProofAnswer, ReadingAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import type { Question } from '../address/address.ts'
import { formatMoment } from '../text/moment.ts'
import { useText } from '../text/use-text.ts'
import { Mark } from '../ui/Mark.tsx'
import { AlertsOf } from './AlertsOf.tsx'
import { Downloads } from './Downloads.tsx'
import { toneOf } from './option.ts'
import { indicatorQuery, lunarQuery } from './queries.ts'
import { Revisions } from './Revisions.tsx'
import { Signed } from './Signed.tsx'
import { Sources } from './Sources.tsx'

/** The number with everything that says how far to trust it and what it means. */
export function ReadingColumn({ question, answer: { reading, proof } }: { question: Question; answer: ProofAnswer }) {
  const { t, title, whole, span, zone, day, minute } = useText()
  const { value, state, level, clocks, definition, target, unitOfMeasurement: of, decimals } = reading
  const isMeasure = proof.terms[0]?.measure === question.indicator
  const { data: indicator } = useQuery({ ...indicatorQuery(question), enabled: !isMeasure })
  const { data: lunar } = useQuery({ ...lunarQuery(question), enabled: state !== 'suppressed' })
  const moment = (at: string | null, none: string) => (at === null ? none : formatMoment(at, zone))
  const goal = indicator?.targets.find(({ clause, value }) => clause === target?.clause && value === target.value)
  const marks = (['estimate', 'simulated', 'reconstructed'] as const).filter((mark) => reading[mark])
  const isWholeDays = minute(clocks.from) === '00:00' && minute(clocks.to) === '00:00'
  const spanWords = (from: string, to: string) =>
    isWholeDays
      ? { from: day(from), to: day(Date.parse(to) - 1) }
      : { from: formatMoment(from, zone), to: formatMoment(to, zone) }
  const period =
    clocks.from === clocks.to
      ? t('proof.atMoment', { time: formatMoment(clocks.from, zone) })
      : t('period.span', spanWords(clocks.from, clocks.to))
  const beforeDays = ({ beforeFrom: from, beforeTo: to }: ReadingAnswer) =>
    from && to && <small>{t('proof.beforeDays', { from: day(from), to: day(Date.parse(to) - 1) })}</small>
  return (
    <section className="proof-column proof-reading">
      <p className="proof-unit">
        {reading.unit.name}, {period}
      </p>
      <p className="proof-value" data-value={value ?? ''}>
        {value === null ? '—' : whole(value, of, decimals)}
      </p>
      <p className="proof-marks">
        <Mark tone={toneOf(state)}>{t(`state.${state}`)}</Mark>
        {level && <Mark tone={level}>{t(`level.${level}`)}</Mark>}
        {marks.map((mark) => (
          <span key={mark} className="proof-mark" data-mark={mark}>
            {t(`proof.${mark}`)}
          </span>
        ))}
      </p>
      <p className="proof-help">{t(`proof.stateHelp.${state}`)}</p>
      {reading.asOf && <p className="proof-help">{t('proof.pastHelp', { time: formatMoment(reading.asOf, zone) })}</p>}
      {marks.map((mark) => (
        <p key={mark} className="proof-help">
          {t(`proof.${mark}Help`)}
        </p>
      ))}

      {!isMeasure && !reading.asOf && reading.where.length === 0 && <Signed reading={reading} />}
      {!isMeasure && !reading.asOf && <AlertsOf reading={reading} />}

      <h3>{t('proof.definition')}</h3>
      <p className="proof-words">{title(proof.words)}.</p>
      <pre className="proof-formula">
        <code>{definition.formula}</code>
      </pre>
      <dl className="proof-list">
        <dt>{t('proof.basis')}</dt>
        <dd>
          {definition.basis}
          {definition.from && <small>{t('proof.since', { day: definition.from.split('-').toReversed().join('/') })}</small>}
        </dd>
        <dt>{t('proof.owner')}</dt>
        <dd>{title(reading.owner)}</dd>
        <dt>{t('proof.certified')}</dt>
        <dd>{isMeasure ? t('proof.measure') : indicator && <Certification {...indicator.certification} />}</dd>
        {target && (
          <>
            <dt>{t('proof.target')}</dt>
            <dd>
              {whole(target.value, of, Number.isInteger(target.value) ? 0 : decimals)}
              <small>
                {target.clause}
                {goal && `. ${goal.document}`}
              </small>
            </dd>
          </>
        )}
        {reading.before !== null && (
          <>
            <dt>{t('proof.before')}</dt>
            <dd>
              {whole(reading.before, of, decimals)}
              {beforeDays(reading)}
            </dd>
          </>
        )}
        {lunar && lunar.before !== null && (
          <>
            <dt>{t('proof.beforeLunar')}</dt>
            <dd>
              {whole(lunar.before, of, decimals)}
              {beforeDays(lunar)}
            </dd>
          </>
        )}
      </dl>

      <h3>{t('proof.clocks')}</h3>
      <dl className="proof-list">
        <dt>{t('proof.period')}</dt>
        <dd>{period}</dd>
        <dt>{t('proof.sourceAsOf')}</dt>
        <dd>{moment(clocks.sourceAsOf, t('proof.unsaid'))}</dd>
        <dt>{t('proof.receivedAt')}</dt>
        <dd>
          {moment(clocks.receivedAt, t('proof.never'))}
          {reading.lateBy > 0 && <small>{t('proof.late', { span: span(reading.lateBy) })}</small>}
        </dd>
        <dt>{t('proof.computedAt')}</dt>
        <dd>{moment(clocks.computedAt, '')}</dd>
      </dl>

      <Revisions question={question} reading={reading} />

      {!isMeasure && <Sources question={question} />}

      <h3>{t('proof.download')}</h3>
      <Downloads question={question} reading={reading} indicator={indicator} />
    </section>
  )
}

function Certification({
  state,
  by,
  on,
}: {
  state: 'certified' | 'changed' | 'never'
  by: { vi: string; en: string } | null
  on: string | null
}) {
  const { t, title } = useText()
  const said = t(`proof.certification.${state}`)
  return (
    <Mark tone={state === 'certified' ? 'good' : state === 'changed' ? 'watch' : 'missing'}>
      {by && on ? t('proof.certifiedBy', { state: said, by: title(by), on: on.split('-').toReversed().join('/') }) : said}
    </Mark>
  )
}
