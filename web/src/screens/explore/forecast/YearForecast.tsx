import type { IndicatorAnswer, YearAhead } from '@ioc/server/contract'
import { type FormEvent, useMemo } from 'react'
import { sayDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import type { Settled } from '../settle.ts'
import { useDeskTheme } from '../theme.ts'
import type { View } from '../view.ts'
import { CoursePicture } from './CoursePicture.tsx'
import type { Courses } from './course.ts'
import { NothingToForetell } from './NothingToForetell.tsx'
import type { Foretold } from './TakeForecast.tsx'
import { sayChange, scaleOf, WhatIf } from './WhatIf.tsx'
import { asTyped, atThisPace, changesOf, moreBy, rateOf, TYPED, type Verdict, verdictOf } from './what-if.ts'

interface Props {
  ahead: YearAhead
  answer: Foretold['answer']
  indicator: IndicatorAnswer
  view: Settled
  change(changes: Partial<View>): void
}

const SEEN = 0.8
/** An amount is not parted from its unit where a line ends. */
const together = (amount: string) => amount.replaceAll(' ', '\u00a0')
const TONES = {
  reaches: 'good',
  mayReach: 'watch',
  misses: 'critical',
  stays: 'good',
  mayPass: 'watch',
  passes: 'critical',
} as const satisfies Record<Verdict, string>

/** What the year comes to, against what is to be reached, and what would change it. */
export function YearForecast({ ahead, answer, indicator, view, change }: Props) {
  const say = useText()
  const { t, whole, percent } = say
  const theme = useDeskTheme()
  const { unitOfMeasurement: of, decimals } = indicator
  const said = (value: number | null) => (value === null ? '—' : whole(value, of, decimals))
  const scale = scaleOf(indicator)
  const measured = scale === 1 ? say.unit(of) : t('forecast.billion')
  const scaled = (value: number) => say.number(value / scale, scale === 1 ? decimals : 0)
  const { prediction, total, last, perDay, workdaysLeft, target, estimate, retold, atMonthEnds, years, yearsNeeded } = ahead
  const changes = changesOf(view.adds).filter(({ unit }) => ahead.units.some(({ key }) => key === unit))
  const words = {
    ask: t('forecast.bringsMore'),
    one: (unit: string, rate: string) => t('forecast.broughtMore', { unit, rate }),
  }
  const assumed = changes.map((each) => sayChange(each, { units: ahead.units, indicator, words }, say))
  const more = moreBy(changes, workdaysLeft)
  const middle = prediction?.p50 ?? atThisPace(ahead)
  const goal = view.goal ?? target?.value ?? estimate?.value ?? null
  const needed = goal === null || total === null || workdaysLeft <= 0 || total >= goal ? null : (goal - total) / workdaysLeft
  const isDown = indicator.direction === 'down'
  const spread = prediction ?? (middle === null ? null : { p10: middle, p50: middle, p90: middle })
  const verdict = goal === null || spread === null ? null : verdictOf(spread, goal, isDown)
  const inside = retold.filter((year) => year.inside).length

  const courses = useMemo((): Courses => {
    const steps = ahead.steps.map(({ day, total }) => [day, total] as const)
    const now = steps.at(-1)
    const end = (value: number) => (now ? [now, [ahead.end, value] as const] : [])
    const atPace = atThisPace(ahead)
    return {
      lines: [
        { id: 'now', name: t('forecast.thisYear', { year: ahead.year }), points: steps, colour: theme.accent },
        {
          id: 'before',
          name: t('forecast.yearBefore', { year: ahead.year - 1 }),
          points: ahead.before.map(({ day, total }) => [day, total]),
          colour: theme.secondary,
          dash: [5, 4],
          width: 1.4,
        },
        {
          id: 'ahead',
          name: t(prediction ? 'forecast.middle' : 'forecast.atPace'),
          points: prediction ? ahead.path.map(({ day, p50 }) => [day, p50]) : atPace === null ? [] : end(atPace),
          colour: theme.accent,
          dash: [9, 5],
        },
        ...(more !== 0 && middle !== null
          ? [{ id: 'what if', name: t('forecast.changed'), points: end(middle + more), colour: theme.text, dash: [3, 3] }]
          : []),
      ],
      fan: prediction ? { name: t('forecast.spread'), path: ahead.path } : undefined,
      goal: goal === null ? undefined : { name: t('forecast.goalLine', { value: whole(goal, of, decimals) }), value: goal },
    }
  }, [ahead, goal, more, middle, prediction, theme, t, whole, of, decimals])

  if (total === null || last === null) return <NothingToForetell year={ahead.year} indicator={indicator} view={view} />
  const how = prediction
    ? t('forecast.tested', {
        inside,
        years: retold.length,
        part: atMonthEnds.inside,
        all: atMonthEnds.tested,
        share: percent(atMonthEnds.inside / Math.max(1, atMonthEnds.tested), 0),
        aim: percent(SEEN, 0),
      })
    : t('forecast.tooFewYears', { years, needed: yearsNeeded })
  const setGoal = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('goal') ?? '')
    const goal = rateOf(typed)
    // In the billions it is asked in, a mark is a whole number of đồng.
    if (typed.trim() === '' || goal !== null) change({ goal: goal === null ? null : Number((goal * scale).toPrecision(15)) })
  }
  return (
    <div className="forecast">
      <dl className="forecast-facts">
        <div>
          <dt>{t('forecast.soFar', { day: sayDay(last) })}</dt>
          <dd data-fact="total">{said(total)}</dd>
        </div>
        <div>
          <dt>{t(prediction ? 'forecast.comesTo' : 'forecast.comesToAtPace', { year: ahead.year })}</dt>
          <dd data-fact="p50">
            {said(middle)}
            {prediction && (
              <small>{t('forecast.between', { p10: together(said(prediction.p10)), p90: together(said(prediction.p90)) })}</small>
            )}
            {verdict && <Mark tone={TONES[verdict]}>{t(`forecast.verdict.${verdict}`)}</Mark>}
          </dd>
        </div>
        <div>
          <dt>{t(isDown ? 'forecast.allowed' : 'forecast.needed', { days: workdaysLeft })}</dt>
          <dd data-fact="needed">
            {goal === null
              ? t('forecast.noGoal')
              : needed === null
                ? t(isDown ? 'forecast.nothingAllowed' : 'forecast.nothingNeeded')
                : said(needed)}
            <small>{perDay === null ? t('forecast.noPace') : t('forecast.pace', { value: said(perDay) })}</small>
          </dd>
        </div>
        {more !== 0 && middle !== null && (
          <div>
            <dt>{t('forecast.changed')}</dt>
            <dd data-fact="changed">
              {said(middle + more)}
              <small>{t(more > 0 ? 'forecast.moreBy' : 'forecast.lessBy', { value: said(Math.abs(more)) })}</small>
            </dd>
          </div>
        )}
      </dl>
      <p className="forecast-tested" data-inside={inside} data-tested={retold.length}>
        {how}
      </p>
      <CoursePicture
        courses={courses}
        foretold={{ indicator, answer, view, how, assumed }}
        label={t('forecast.chart', { year: ahead.year })}
      />
      <aside className="forecast-side">
        <form onSubmit={setGoal} className="forecast-goal" key={goal ?? ''}>
          <label>
            {t('forecast.goal')} ({measured})
            <input
              name="goal"
              inputMode="decimal"
              pattern={TYPED}
              title={t('forecast.rateHow')}
              defaultValue={goal === null ? '' : asTyped(goal / scale, say.language)}
            />
          </label>
          <button type="submit">{t('forecast.set')}</button>
          {target && view.goal === null && (
            <small>{t('forecast.goalOf', { clause: target.clause, document: target.document })}</small>
          )}
          {estimate && view.goal === null && <small>{t('forecast.goalFrom', { title: say.title(estimate.title) })}</small>}
        </form>
        {ahead.units.length > 0 && (
          <WhatIf units={ahead.units} indicator={indicator} changes={changes} words={words} change={change} />
        )}
        {prediction && (
          <>
            <h2>{t('forecast.retold', { day: say.dayMonth(`${last}T12:00:00+07:00`), unit: measured })}</h2>
            <table className="forecast-table">
              <thead>
                <tr>
                  {(['year', 'p10', 'p90', 'came', 'within'] as const).map((column) => (
                    <th key={column} scope="col">
                      {t(`forecast.columns.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {retold.map((year) => (
                  <tr key={year.year}>
                    <th scope="row">{year.year}</th>
                    <td>{scaled(year.p10)}</td>
                    <td>{scaled(year.p90)}</td>
                    <td>{scaled(year.came)}</td>
                    <td>
                      <Mark tone={year.inside ? 'good' : 'watch'}>{t(year.inside ? 'forecast.inside' : 'forecast.outside')}</Mark>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </aside>
    </div>
  )
}
