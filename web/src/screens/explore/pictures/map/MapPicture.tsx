import { useQuery } from '@tanstack/react-query'
import { toneOf } from '../../../../proof/option.ts'
import { useText } from '../../../../text/use-text.ts'
import { classesOf, classOf, HEXAGON, middleOf } from '../../../../tiles/communes/option.ts'
import { boundsOf } from '../../../../tiles/communes/silhouette.ts'
import { useOutlines } from '../../../../tiles/communes/use-outlines.ts'
import { onPlane } from '../../../../ui/roving.ts'
import { Shape, ShapePath } from '../../../../ui/Shape.tsx'
import { useRoving } from '../../../../ui/use-roving.ts'
import type { Cube } from '../../cube.ts'
import { mapQuery } from '../../queries.ts'
import type { Settled } from '../../settle.ts'
import { notesOf } from '../tooltip.ts'
import './map.css'

interface Props {
  cube: Cube
  view: Settled
  label: string
  onOpen(unit: string): void
}

const HEX_MARK = 0.05

/** Units of one period on the map: a depth of blue within the thresholds, the colour and shape of a state past them. By outlines where there are some. */
export function MapPicture({ cube, view, label, onOpen }: Props) {
  const say = useText()
  const { t, whole } = say
  const { data: map } = useQuery(mapQuery(view))
  const outlines = useOutlines(map?.boundaries?.sha256)
  const [column] = cube.columns
  const rows = new Map(cube.rows.map((row) => [row.member.key, row]))
  const cells = (map?.units ?? []).flatMap(({ key, name, column: x, row: y }) => {
    const cell = rows.get(key)?.cells[0]?.[0]
    return [{ key, name, column: x, row: y, cell: cell ?? null, value: cell?.value ?? null, level: cell?.level ?? null }]
  })
  const { onKeyDown, linkOf } = useRoving(
    cells.map(({ key }) => key),
    onPlane,
  )
  if (!map || !column) return null
  if (cells.length > 0 && !cells.some(({ key }) => rows.has(key)))
    return <p className="explore-said">{t('explore.mapElsewhere')}</p>
  const classes = classesOf({ cells, levels: column.levels, direction: column.direction }, column.decimals)
  const box = outlines ? outlines.silhouette.bounds : boundsOf(cells)
  const away = cube.rows.filter(({ member }) => !cells.some(({ key }) => key === member.key)).length
  return (
    <div className="explore-map">
      <svg viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`} aria-label={label} onKeyDown={onKeyDown}>
        {cells.map((each) => {
          const kind = classOf(each, classes)
          const { cell } = each
          const said =
            cell?.value == null
              ? t(`state.${cell?.state ?? 'missing'}`)
              : whole(cell.value, column.unitOfMeasurement, column.decimals)
          const words = [`${each.name}: ${said}`, ...(cell ? notesOf(cell, column, say) : [])].join(' · ')
          const path = outlines?.units.get(each.key)?.path
          if (outlines && !path) return null
          const { x, y } = middleOf(each)
          return (
            // biome-ignore lint/a11y/useSemanticElements: a button can't stand in a drawing.
            <g
              key={each.key}
              role="button"
              className="explore-unit"
              aria-label={words}
              data-class={kind ?? 'missing'}
              data-picked={view.picked.includes(each.key) || undefined}
              transform={path ? undefined : `translate(${x} ${y})`}
              onClick={() => onOpen(each.key)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return
                event.preventDefault()
                onOpen(each.key)
              }}
              {...linkOf(each.key)}
            >
              <title>{words}</title>
              {path ? <path d={path} /> : <polygon points={HEXAGON} />}
              {!path && typeof kind === 'string' && (
                <g className="explore-unit-shape" transform={`scale(${HEX_MARK}) translate(-10 -10)`}>
                  <ShapePath tone={kind} />
                </g>
              )}
            </g>
          )
        })}
      </svg>
      <div className="explore-legend">
        <ul>
          {classes
            .filter((each) => each.kind === 'level')
            .toReversed()
            .map(({ level, from }) => (
              <li key={level} data-tone={level}>
                <Shape tone={level} /> {t(`level.${level}`)}{' '}
                {t(column.direction === 'up' ? 'communes.below' : 'communes.over', {
                  value: whole(from, column.unitOfMeasurement, Number.isInteger(from) ? 0 : column.decimals),
                })}
              </li>
            ))}
          {classes
            .filter((each) => each.kind === 'step')
            .toReversed()
            .map(({ step, from }) => (
              <li key={step}>
                <i data-class={step} /> {t('explore.mapFrom', { value: whole(from, column.unitOfMeasurement, column.decimals) })}
              </li>
            ))}
          {[...new Set(cells.flatMap(({ cell }) => (cell?.value == null ? [cell?.state ?? ('missing' as const)] : [])))].map(
            (state) => (
              <li key={state}>
                <Shape tone={toneOf(state)} /> {t(`state.${state}`)}
              </li>
            ),
          )}
        </ul>
        {away > 0 && <p>{t('explore.mapAway', { count: away })}</p>}
        {map.boundaries && <p>{t('communes.drawnBy', map.boundaries)}</p>}
      </div>
    </div>
  )
}
