import type { IndicatorAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { unitsQuery } from '../../../proof/queries.ts'
import { useText } from '../../../text/use-text.ts'
import { readingQuery } from '../queries.ts'
import type { Settled } from '../settle.ts'
import type { View } from '../view.ts'
import { crumbsOf, up } from './drill.ts'
import './breadcrumb.css'

interface Props {
  indicator: IndicatorAnswer
  view: Settled
  change(changes: Partial<View>): void
}

/** Where one is on the way down, and back up to any level of it. */
export function Breadcrumb({ indicator, view, change }: Props) {
  const { t, title } = useText()
  const { data: units = [] } = useQuery(unitsQuery(view.geo ?? undefined))
  const { data: reading } = useQuery(readingQuery(indicator.id, view))
  if (view.trail.length === 0) return null
  const nameOf = (key: string | null) => (key ? (units.find((unit) => unit.key === key)?.name ?? key) : t('explore.unitWhole'))
  const crumbs = crumbsOf(view).map((crumb) => {
    if ('unit' in crumb) return nameOf(crumb.unit)
    const values = reading?.where.find(({ dim }) => dim === crumb.dim)?.values ?? []
    const value = values.find(({ key }) => key === crumb.value)
    return (value && title(value.title)) || crumb.value || t('proof.blank')
  })
  const top = nameOf({ ...view, ...up(view, 0) }.unit)
  const all = [top, ...crumbs]
  return (
    <nav className="breadcrumb" aria-label={t('explore.crumbs')}>
      <ol>
        {all.map((name, level) => (
          <li key={level}>
            {level === all.length - 1 ? (
              <span aria-current="location">{name}</span>
            ) : (
              <button type="button" onClick={() => change(up(view, level))}>
                {name}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
