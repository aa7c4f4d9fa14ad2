import type { IndicatorAnswer, SavedView } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { indicatorsQuery } from '../../api/indicators.ts'
import { useMe } from '../../api/me.ts'
import { useText } from '../../text/use-text.ts'
import { EXPLORE } from './root.ts'
import { viewsQuery } from './saved/queries.ts'
import './start.css'
import { viewOf, withView } from './view.ts'

/** Of each domain so many at once; the others one press away. */
const SHOWN = 4

/** Where nothing is asked yet: what others have kept, and all there is to ask about. */
export function Start() {
  const { t, title } = useText()
  const { data } = useQuery(indicatorsQuery())
  const { data: views = [] } = useQuery(viewsQuery())
  if (!data) return null
  const indicators = data.filter(({ inSight }) => inSight)
  const beyond = data.length - indicators.length
  const domains = new Map(indicators.map(({ domain, domainTitle }) => [domain, title(domainTitle)]))
  return (
    <div className="start">
      <header>
        <h1 tabIndex={-1}>{t('explore.start')}</h1>
        <p>{t('explore.startHelp')}</p>
      </header>
      {views.length > 0 && <Kept views={views} />}
      <div className="start-domains">
        {[...domains].map(([domain, name]) => (
          <Domain key={domain} name={name} indicators={indicators.filter((each) => each.domain === domain)} />
        ))}
      </div>
      {beyond > 0 && <p className="start-beyond">{t('explore.startBeyond', { count: beyond })}</p>}
    </div>
  )
}

function Kept({ views }: { views: SavedView[] }) {
  const { t } = useText()
  const id = useId()
  return (
    <section className="start-kept" aria-labelledby={id}>
      <h2 id={id}>{t('saved.views')}</h2>
      <ul>
        {views.map(({ id, name, by, search }) => (
          <li key={id}>
            <a href={`${EXPLORE}${withView('', viewOf(`?${search}`))}`}>{name}</a> <small>{by}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Domain({ name, indicators }: { name: string; indicators: IndicatorAnswer[] }) {
  const { t } = useText()
  const id = useId()
  const others = indicators.slice(SHOWN)
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      <Links indicators={indicators.slice(0, SHOWN)} />
      {others.length > 0 && (
        <details>
          <summary>{t('explore.startMore', { count: others.length })}</summary>
          <Links indicators={others} />
        </details>
      )}
    </section>
  )
}

function Links({ indicators }: { indicators: IndicatorAnswer[] }) {
  const { title } = useText()
  // Of the unit that whoever is signed in is held to; the province where they are held to none.
  const unit = useMe()?.scope.unit ?? null
  const search = (indicator: string) => new URLSearchParams({ indicator, ...(unit !== null && { of: unit }) })
  return (
    <ul>
      {indicators.map((each) => (
        <li key={each.id}>
          <a href={`${EXPLORE}?${search(each.id)}`}>{title(each.title)}</a>
        </li>
      ))}
    </ul>
  )
}
