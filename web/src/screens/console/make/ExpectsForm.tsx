import type { DraftExpectation, MakingOptions } from '@ioc/server/contract'
import { useId } from 'react'
import { readDay } from '../../../text/day.ts'
import { useText } from '../../../text/use-text.ts'
import { DayField } from '../../../ui/DayField.tsx'
import { MonthsPicker } from './MonthsPicker.tsx'
import type { Drafting } from './use-draft.ts'

const RHYTHMS = ['day', 'week', 'month', 'quarter', 'year'] as const

/** Who is to report through the feed, how often and by when; the board of who has not is made of it. */
export function ExpectsForm({ drafting: { spec, change }, options }: { drafting: Drafting; options: MakingOptions }) {
  const { t, title, day } = useText()
  const id = useId()
  const today = readDay(day(Date.now()))
  const expects = spec.expects ?? []
  const measures = options.measures.filter(({ id }) => id.startsWith(`${spec.domain}.`))
  const [first] = measures
  const level = options.unitKinds.includes('commune') ? 'commune' : (options.unitKinds[0] ?? '')
  const put = (at: number, next: Partial<DraftExpectation>) =>
    change({ expects: expects.map((each, index) => (index === at ? { ...each, ...next } : each)) })
  if (!first && expects.length === 0) return null
  return (
    <fieldset className="make-group make-expects">
      <legend>{t('make.expects.title')}</legend>
      <p className="make-help">{t('make.expects.help')}</p>
      {expects.map((each, at) => (
        <div key={`${at} ${each.measure}`} className="make-expect">
          <label>
            {t('make.expects.measure')}
            <select
              value={each.measure}
              onChange={(event) => {
                const chosen = measures.find(({ id }) => id === event.target.value)
                put(at, { measure: event.target.value, ...(chosen && { title: chosen.title }) })
              }}
            >
              {!measures.some(({ id }) => id === each.measure) && <option>{each.measure}</option>}
              {measures.map(({ id, title: of }) => (
                <option key={id} value={id}>
                  {title(of)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('make.expects.level')}
            <select value={each.level} onChange={(event) => put(at, { level: event.target.value })}>
              {[...new Set([...options.unitKinds, each.level])].map((kind) => (
                <option key={kind} value={kind}>
                  {t(`proof.kind.${kind}`, { defaultValue: kind })}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('make.expects.every')}
            <select
              value={each.every}
              onChange={({ target }) => put(at, { every: target.value as DraftExpectation['every'], months: undefined })}
            >
              {RHYTHMS.map((every) => (
                <option key={every} value={every}>
                  {t(`make.expects.rhythms.${every}`)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('make.expects.dueDays')}
            <input
              type="number"
              min={0}
              max={366}
              value={each.dueDays}
              onChange={(event) => put(at, { dueDays: Math.min(366, Math.max(0, Math.trunc(Number(event.target.value)) || 0)) })}
            />
          </label>
          <span className="make-since">
            <label htmlFor={`${id}since${at}`}>{t('make.expects.since')}</label>
            <DayField
              id={`${id}since${at}`}
              value={each.since ?? ''}
              // What can't be read yet changes nothing.
              onChange={(day) => day !== null && put(at, { since: day === '' ? null : day })}
            />
            <small className="make-help">{t('make.expects.sinceHelp')}</small>
          </span>
          <MonthsPicker every={each.every} months={each.months} onChange={(months) => put(at, { months })} />
          <button type="button" onClick={() => change({ expects: expects.filter((_, index) => index !== at) })}>
            {t('make.expects.drop')}
          </button>
        </div>
      ))}
      {first && (
        <button
          type="button"
          onClick={() =>
            change({
              expects: [...expects, { measure: first.id, title: first.title, level, every: 'month', dueDays: 5, since: today }],
            })
          }
        >
          {t('make.expects.add')}
        </button>
      )}
    </fieldset>
  )
}
