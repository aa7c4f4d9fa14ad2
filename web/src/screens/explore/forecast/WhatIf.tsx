import type { IndicatorAnswer, StockAhead } from '@ioc/server/contract'
import { type FormEvent, useId } from 'react'
import type { Say } from '../../../text/say.ts'
import { useText } from '../../../text/use-text.ts'
import type { View } from '../view.ts'
import { type Change, changesOf, decimalsOf, rateOf, TYPED, writeChange } from './what-if.ts'

/** Money is asked for in tỷ đồng. */
const BILLION = 1e9
export const scaleOf = ({ unitOfMeasurement: { id } }: Pick<IndicatorAnswer, 'unitOfMeasurement'>) =>
  id === 'dong' ? BILLION : 1

interface Words {
  ask: string
  one(name: string, perDay: string): string
}

/** A change as it reads. */
export function sayChange(
  { unit, perDay }: Change,
  { units, indicator, words }: Pick<Props, 'units' | 'indicator' | 'words'>,
  { whole }: Say,
): string {
  const name = units.find(({ key }) => key === unit)?.name ?? unit
  return words.one(name, whole(perDay, indicator.unitOfMeasurement, Math.max(indicator.decimals, decimalsOf(perDay))))
}

interface Props {
  units: StockAhead['units']
  indicator: IndicatorAnswer
  changes: readonly Change[]
  /** What is asked, and how a change reads. */
  words: Words
  change(changes: Partial<View>): void
}

/** «If this unit brought so much more a working day»: each change stands in the address, and can be taken back. */
export function WhatIf({ units, indicator, changes, words, change }: Props) {
  const say = useText()
  const { t, unit, whole } = say
  const id = useId()
  const scale = scaleOf(indicator)
  const { unitOfMeasurement: of, decimals } = indicator
  const put = (next: readonly Change[]) => change({ adds: next.map(writeChange) })
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const rate = rateOf(String(form.get('rate')))
    if (rate === null) return
    // A tenth more of a billion is a hundred million, and not a hair besides.
    const asked = { unit: String(form.get('unit')), perDay: Number((rate * scale).toPrecision(12)) }
    put(changesOf([...changes, asked].map(writeChange)))
  }
  const inOrder = units.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
  return (
    <section className="forecast-what-if" aria-labelledby={`${id}name`}>
      <h2 id={`${id}name`}>{t('forecast.whatIf')}</h2>
      <form onSubmit={add}>
        <label>
          {t('forecast.unit')}
          <select name="unit">
            {inOrder.map(({ key, name, value }) => (
              <option key={key} value={key}>
                {name} ({value === null ? '—' : whole(value, of, decimals)})
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.ask} ({scale === 1 ? unit(of) : t('forecast.billion')})
          <input name="rate" inputMode="decimal" pattern={TYPED} title={t('forecast.rateHow')} required />
        </label>
        <button type="submit">{t('forecast.try')}</button>
      </form>
      <ul>
        {changes.map((each) => {
          const name = units.find(({ key }) => key === each.unit)?.name ?? each.unit
          return (
            <li key={each.unit}>
              {sayChange(each, { units, indicator, words }, say)}
              <button
                type="button"
                aria-label={t('forecast.drop', { unit: name })}
                onClick={() => put(changes.filter((other) => other !== each))}
              >
                ×
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
