import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { indicatorsQuery } from '../../../api/indicators.ts'
import { useText } from '../../../text/use-text.ts'
import { MOST_INDICATORS } from '../view.ts'
import { Chooser, type Group } from './Chooser.tsx'

interface Props {
  chosen: readonly string[]
  onChange(chosen: string[]): void
}

/** Up to four indicators; the first leads. */
export function IndicatorField({ chosen, onChange }: Props) {
  const { t, title } = useText()
  const { data: indicators = [] } = useQuery(indicatorsQuery())
  /** Which place a chosen one is put at; null while none is being chosen. */
  const [place, choose] = useState<number | null>(null)
  const named = new Map(indicators.map((each) => [each.id, title(each.title)]))
  const groups = useIndicatorGroups()
  return (
    <fieldset className="ask-field ask-indicators">
      <legend>{t('explore.indicator')}</legend>
      {chosen.map((indicator, index) => (
        <div key={indicator} className="ask-chosen" data-line={chosen.length > 1 ? index + 1 : undefined}>
          <button
            type="button"
            className="ask-choice"
            title={`${t('explore.changeIndicator')}: ${named.get(indicator) ?? indicator}`}
            onClick={() => choose(index)}
          >
            {named.get(indicator) ?? indicator}
          </button>
          {chosen.length > 1 && (
            <button
              type="button"
              className="ask-remove"
              aria-label={t('explore.removeIndicator', { indicator: named.get(indicator) ?? indicator })}
              onClick={() => onChange(chosen.filter((each) => each !== indicator))}
            >
              ×
            </button>
          )}
        </div>
      ))}
      {chosen.length < MOST_INDICATORS && (
        <button type="button" className="ask-add" onClick={() => choose(chosen.length)}>
          + {t('explore.addIndicator')}
        </button>
      )}
      {place !== null && (
        <Chooser
          label={t('explore.findIndicator')}
          example={t('explore.findIndicatorExample')}
          groups={groups}
          onClose={() => choose(null)}
          onChoose={(indicator) => {
            choose(null)
            const others = chosen.filter((each) => each !== indicator)
            onChange(place < chosen.length ? others.with(Math.min(place, others.length - 1), indicator) : [...others, indicator])
          }}
        />
      )}
    </fieldset>
  )
}

/** Every indicator that whoever is signed in may see, by its domain. */
export function useIndicatorGroups(): Group[] {
  const { title, unit } = useText()
  const { data = [] } = useQuery(indicatorsQuery())
  const indicators = data.filter(({ inSight }) => inSight)
  const domains = new Map(indicators.map(({ domain, domainTitle }) => [domain, title(domainTitle)]))
  return [...domains].map(([domain, name]) => ({
    name,
    choices: indicators
      .filter((each) => each.domain === domain)
      .map((each) => ({ key: each.id, name: title(each.title), note: unit(each.unitOfMeasurement) })),
  }))
}
