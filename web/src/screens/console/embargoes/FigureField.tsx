import type { EmbargoesAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { indicatorsQuery } from '../../../api/indicators.ts'
import { useText } from '../../../text/use-text.ts'
import { figuresFound } from './figures.ts'

interface Props {
  domains: EmbargoesAnswer['domains']
  /** An indicator, a domain as a whole, or '' where none is chosen. */
  value: string
  onChange(figure: string): void
}

const ROWS = 8

/** Hundreds of figures, searched by a few letters and chosen from those found. */
export function FigureField({ domains, value, onChange }: Props) {
  const { t, title } = useText()
  const id = useId()
  const { data: indicators = [] } = useQuery(indicatorsQuery())
  const [search, setSearch] = useState('')
  const found = figuresFound(domains, indicators, search, value)
  return (
    <>
      <label htmlFor={`${id}search`}>{t('embargoes.find')}</label>
      <input
        id={`${id}search`}
        type="search"
        value={search}
        placeholder={t('embargoes.findExample')}
        autoComplete="off"
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <label htmlFor={`${id}figure`}>{t('embargoes.indicator')}</label>
      {found.length === 0 ? (
        <p id={`${id}figure`}>{t('embargoes.noneFound')}</p>
      ) : (
        <select id={`${id}figure`} size={ROWS} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="" hidden />
          {found.map(({ domain, isWhole, figures }) => (
            <optgroup key={domain.id} label={title(domain.title)}>
              {isWhole && <option value={domain.id}>{t('embargoes.all', { domain: title(domain.title) })}</option>}
              {figures.map((each) => (
                <option key={each.id} value={each.id} title={each.id}>
                  {title(each.title)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </>
  )
}
