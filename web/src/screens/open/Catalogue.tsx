import type { OpenDataset } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { isFound } from '../../text/fold.ts'
import { useText } from '../../text/use-text.ts'
import { Failed } from './Failed.tsx'
import { catalogueQuery, datasetUrl } from './queries.ts'
import { OPEN } from './root.ts'

/** Every open figure, by what it is about; found by a few letters. */
export function Catalogue() {
  const { t, title } = useText()
  const id = useId()
  const [search, setSearch] = useState('')
  const { data, error, refetch } = useQuery(catalogueQuery())
  if (error && !data) return <Failed error={error} again={refetch} />
  if (!data) return <p role="status">{t('open.loading')}</p>
  const found = data.datasets.filter((each) => isFound(`${title(each.title)} ${title(each.domain.title)}`, search))
  const domains = new Map(found.map(({ domain }) => [domain.id, domain]))
  return (
    <>
      <h1 tabIndex={-1}>{t('open.of', { publisher: data.publisher })}</h1>
      <p className="open-lead">{t('open.lead')}</p>
      <p className="open-search">
        <label htmlFor={id}>{t('open.search', { count: data.datasets.length })}</label>
        <input id={id} type="search" value={search} onChange={({ target }) => setSearch(target.value)} />
      </p>
      {data.datasets.length === 0 && <p>{t('open.none')}</p>}
      {data.datasets.length > 0 && found.length === 0 && <p role="status">{t('open.notFound', { search })}</p>}
      {[...domains.values()].map((domain) => (
        <section key={domain.id} aria-label={title(domain.title)}>
          <h2>{title(domain.title)}</h2>
          <ul className="open-list">
            {found
              .filter((each) => each.domain.id === domain.id)
              .map((dataset) => (
                <Entry key={dataset.id} dataset={dataset} />
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Entry({ dataset }: { dataset: OpenDataset }) {
  const { t, title, unit } = useText()
  const name = title(dataset.title)
  return (
    <li>
      <a href={`${OPEN}/${encodeURIComponent(dataset.id)}`}>{name}</a>
      <span>{[unit(dataset.unitOfMeasurement), t(`open.step.${dataset.step ?? 'now'}`)].filter(Boolean).join(', ')}</span>
      <span>{title(dataset.owner)}</span>
      <a href={`${datasetUrl(dataset.id)}/data.csv`} aria-label={t('open.csvOf', { title: name })}>
        CSV
      </a>
    </li>
  )
}
