import type { FeedLineageAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { lineageQuery } from '../queries.ts'
import { RuleMark } from '../rules/RuleMark.tsx'
import './lineage.css'

/** What rests on a feed, from what it tells to the numbers, the tiles and the plans, and what stands still if it stops. */
export function Lineage({ feed }: { feed: string }) {
  const { t, title, number } = useText()
  const { data, error } = useQuery(lineageQuery(feed))
  const [measure, setMeasure] = useState<string | null>(null)
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const indicators = data.indicators.filter(({ measures }) => measure === null || measures.includes(measure))
  const named = new Set(indicators.map(({ id }) => id))
  const stopped = (all: { stops: boolean }[]) => number(all.filter(({ stops }) => stops).length)
  return (
    <section className="lineage">
      <div className="console-head">
        <h1>{t('console.lineage.title', { feed: title(data.title) })}</h1>
      </div>
      {data.measures.length === 0 ? (
        <p className="console-empty">{t('console.lineage.nothing')}</p>
      ) : (
        <p>
          {t('console.lineage.stops', {
            indicators: stopped(data.indicators),
            tiles: stopped(data.tiles),
            clauses: stopped(data.clauses),
          })}{' '}
          <span className="lineage-key">
            <Stops stops /> {t('console.lineage.whole')} <Stops stops={false} /> {t('console.lineage.part')}
          </span>
        </p>
      )}
      <div className="lineage-columns">
        <Column title={t('console.lineage.measures')} count={data.measures.length}>
          {data.measures.map(({ id, alone, units, ...each }) => (
            <li key={id}>
              <button type="button" aria-pressed={measure === id} onClick={() => setMeasure(measure === id ? null : id)}>
                <Stops stops={alone} /> {title(each.title)}
              </button>
              <small>{t('console.lineage.units', { units: number(units) })}</small>
            </li>
          ))}
        </Column>
        <Column title={t('console.lineage.indicators')} count={indicators.length}>
          {indicators.map(({ id, stops, ...each }) => (
            <li key={id}>
              <Stops stops={stops} /> <a href={`/wall?proof=${encodeURIComponent(id)}`}>{title(each.title)}</a>
            </li>
          ))}
        </Column>
        <Column title={t('console.lineage.tiles')} count={data.tiles.length}>
          {data.tiles.map(({ id, stops, scenes, ...each }) => (
            <li key={id}>
              <Stops stops={stops} /> {title(each.title)}
              <Scenes scenes={scenes} />
            </li>
          ))}
        </Column>
        <Column title={t('console.lineage.clauses')} count={data.clauses.filter(({ indicator }) => named.has(indicator)).length}>
          {data.clauses
            .filter(({ indicator }) => named.has(indicator))
            .map(({ plan, clause, text, stops, ...each }) => (
              <li key={`${plan} ${clause}`}>
                <Stops stops={stops} /> {text}
                <small>{title(each.title)}</small>
              </li>
            ))}
        </Column>
        <Column title={t('console.lineage.rules')} count={data.rules.length}>
          {data.rules.map(({ kind, rule, says, severity }) => (
            <li key={rule}>
              <Link to={pathTo.rule(kind, rule)}>{title(says)}</Link> <RuleMark severity={severity} />
            </li>
          ))}
        </Column>
      </div>
    </section>
  )
}

function Column({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  const { number } = useText()
  return (
    <div>
      <h2>
        {title} <small>{number(count)}</small>
      </h2>
      <ul>{children}</ul>
    </div>
  )
}

function Stops({ stops }: { stops: boolean }) {
  return <Shape tone={stops ? 'stale' : 'provisional'} />
}

function Scenes({ scenes }: Pick<FeedLineageAnswer['tiles'][number], 'scenes'>) {
  const { t, title } = useText()
  return (
    <small>
      {scenes.length === 0
        ? t('console.lineage.noScene')
        : scenes.map((scene, n) => (
            <span key={scene.id}>
              {n > 0 && ', '}
              <a href={scene.id === 'overview' ? '/wall' : `/wall/${scene.id}`}>{title(scene.title)}</a>
            </span>
          ))}
    </small>
  )
}
