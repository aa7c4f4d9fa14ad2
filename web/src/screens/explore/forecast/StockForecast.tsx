import type { IndicatorAnswer, StockAhead } from '@ioc/server/contract'
import { useMemo } from 'react'
import { useText } from '../../../text/use-text.ts'
import type { Settled } from '../settle.ts'
import { useDeskTheme } from '../theme.ts'
import type { View } from '../view.ts'
import { CoursePicture } from './CoursePicture.tsx'
import type { Courses } from './course.ts'
import type { Foretold } from './TakeForecast.tsx'
import { sayChange, WhatIf } from './WhatIf.tsx'
import { changesOf, clearedAfter, openAfter } from './what-if.ts'

interface Props {
  ahead: StockAhead
  answer: Foretold['answer']
  indicator: IndicatorAnswer
  view: Settled
  change(changes: Partial<View>): void
}

/** How what stands open changes if it goes on as of late, and if some units clear more. */
export function StockForecast({ ahead, answer, indicator, view, change }: Props) {
  const say = useText()
  const { t, whole } = say
  const theme = useDeskTheme()
  const { unitOfMeasurement: of, decimals } = indicator
  const { value, earlier, earlierAt, perDay, weeks, units } = ahead
  const said = (value: number | null, finer = 0) => (value === null ? '—' : whole(value, of, decimals + finer))
  const paceOf = ({ perDay }: { perDay: number | null }) =>
    perDay === null ? '—' : `${perDay > 0 ? '+' : perDay < 0 ? '−' : ''}${say.number(Math.abs(perDay), 1)}`
  const changes = changesOf(view.adds).filter(({ unit }) => units.some(({ key }) => key === unit))
  const words = {
    ask: t('forecast.clearsMore'),
    one: (unit: string, rate: string) => t('forecast.clearedMore', { unit, rate }),
  }
  const assumed = changes.map((each) => sayChange(each, { units, indicator, words }, say))
  const last = weeks.at(-1)
  const courses = useMemo((): Courses => {
    const points = (changes: ReturnType<typeof changesOf>) =>
      weeks.map(({ day, workdays }) => [day, Math.round(openAfter(ahead, changes, workdays))] as const)
    return {
      lines: [
        { id: 'as now', name: t('forecast.asNow'), points: points([]), colour: theme.accent },
        ...(changes.length > 0
          ? [{ id: 'what if', name: t('forecast.changed'), points: points(changes), colour: theme.text, dash: [3, 3] }]
          : []),
      ],
    }
  }, [ahead, view.adds, theme, t])

  if (value === null || perDay === null || !last)
    return <p className="explore-said">{t('forecast.stockUnknown', { at: say.day(earlierAt) })}</p>
  const at = say.day(`${last.day}T12:00:00+07:00`)
  return (
    <div className="forecast">
      <dl className="forecast-facts">
        <div>
          <dt>{t('forecast.openNow')}</dt>
          <dd data-fact="open">{said(value)}</dd>
        </div>
        <div>
          <dt>{t('forecast.openThen', { day: say.day(earlierAt) })}</dt>
          <dd data-fact="earlier">
            {said(earlier)}
            <small>
              {t(perDay > 0 ? 'forecast.growsBy' : perDay < 0 ? 'forecast.fallsBy' : 'forecast.staysSame', {
                value: said(Math.abs(perDay), 1),
              })}
            </small>
          </dd>
        </div>
        <div>
          <dt>{t('forecast.openOn', { day: at })}</dt>
          <dd data-fact="ahead">{said(Math.round(openAfter(ahead, [], last.workdays)))}</dd>
        </div>
        {changes.length > 0 && (
          <div>
            <dt>{t('forecast.openOnChanged', { day: at })}</dt>
            <dd data-fact="changed">
              {said(Math.round(openAfter(ahead, changes, last.workdays)))}
              {changes.map(({ unit }) => {
                const one = units.find(({ key }) => key === unit) as StockAhead['units'][number]
                const days = clearedAfter(one, changes)
                return (
                  <small key={unit}>
                    {t(days === null ? 'forecast.neverCleared' : 'forecast.clearedAfter', { unit: one.name, days: days ?? 0 })}
                  </small>
                )
              })}
            </dd>
          </div>
        )}
      </dl>
      <p className="forecast-tested">{t('forecast.stockHow')}</p>
      <CoursePicture
        courses={courses}
        foretold={{ indicator, answer, view, how: t('forecast.stockHow'), assumed }}
        label={t('forecast.stockChart', { day: at })}
      />
      <aside className="forecast-side">
        <WhatIf units={units} indicator={indicator} changes={changes} words={words} change={change} />
        <h2>{t('forecast.byUnit')}</h2>
        <div className="forecast-units">
          <table className="forecast-table">
            <thead>
              <tr>
                {(['unit', 'open', 'pace', 'cleared'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`forecast.columns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {units
                .filter((unit) => unit.value !== 0 || unit.perDay !== 0)
                .toSorted((a, b) => (b.perDay ?? 0) - (a.perDay ?? 0))
                .map((unit) => {
                  const days = clearedAfter(unit, changes)
                  const isKnown = unit.value !== null && (unit.perDay !== null || changes.some((each) => each.unit === unit.key))
                  return (
                    <tr key={unit.key}>
                      <th scope="row">{unit.name}</th>
                      <td>{unit.value === null ? '—' : say.amount(unit.value, of, decimals).text}</td>
                      <td>{paceOf(unit)}</td>
                      <td>{days !== null ? t('forecast.days', { count: days }) : isKnown ? t('forecast.never') : '—'}</td>
                    </tr>
                  )
                })}
            </tbody>
          </table>
        </div>
      </aside>
    </div>
  )
}
