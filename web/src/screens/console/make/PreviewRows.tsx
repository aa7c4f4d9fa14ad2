import type { DraftField, KindOption, Preview } from '@ioc/server/contract'
import { useState } from 'react'
import { sayDay } from '../../../text/day.ts'
import { sayPlace } from '../../../text/place.ts'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import type { Headings } from './headings.ts'

/** A row a record; a cell in error says why when it is come to. */
export function PreviewRows({
  preview: { rows },
  kind,
  map,
  headings,
}: {
  preview: Preview
  kind: KindOption
  map: Record<string, Pick<DraftField, 'from' | 'join' | 'each'>>
  headings: Headings
}) {
  const { t, title, number, language } = useText()
  const [told, setTold] = useState<{ at: string; message: string } | null>(null)
  const targets = kind.targets.filter(({ name }) => name in map)
  const first = rows.flatMap((row) =>
    [...Object.values(row.cells).flatMap(({ problem }) => problem ?? []), ...row.problems].map((message) => ({
      at: row.at,
      message,
    })),
  )[0]
  const shown = told ?? first
  const words = (name: string, value: string | null) => {
    const target = kind.targets.find((each) => each.name === name)
    const known = [...(target?.values ?? []), ...(target?.known ?? [])].find((each) => each.value === value)
    return known ? title(known.title) : value
  }
  const columnsOf = ({ from, join, each }: Pick<DraftField, 'from' | 'join' | 'each'> = {}) =>
    [from ?? (each === undefined ? [] : [each]), ...(join?.with.map((one) => [one]) ?? [])]
      .map((some) => some.map(headings.of).join(', '))
      .join(' + ')
  return (
    <>
      <div className="make-scroll make-rows">
        <table className="desk-table">
          <thead>
            <tr>
              <th>{t('make.row')}</th>
              {targets.map(({ name, title: of }) => (
                <th key={name}>
                  {title(of)}
                  <small>
                    {columnsOf(map[name]) ? t('make.fromColumn', { column: columnsOf(map[name]) }) : t('make.isFixed')}
                  </small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.place} data-state={row.state}>
                <th scope="row">
                  {sayPlace(row.at, language)}
                  {row.problems.map((message) => (
                    <button
                      key={message}
                      type="button"
                      className="make-cell-wrong"
                      onClick={() => setTold({ at: row.at, message })}
                    >
                      <Shape tone="critical" /> {t('make.wholeRow')}
                    </button>
                  ))}
                </th>
                {targets.map(({ name, type }) => {
                  const cell = row.cells[name]
                  if (!cell) return <td key={name} />
                  if (cell.problem !== null)
                    return (
                      <td key={name} className="make-wrong">
                        <button
                          type="button"
                          className="make-cell-wrong"
                          title={headings.within(cell.problem)}
                          onFocus={() => setTold({ at: row.at, message: cell.problem as string })}
                          onClick={() => setTold({ at: row.at, message: cell.problem as string })}
                        >
                          {cell.before || t('console.blank')}
                        </button>
                      </td>
                    )
                  const after = words(name, cell.after)
                  const isOther = cell.before !== null && isChanged(cell.before, after)
                  return (
                    <td
                      key={name}
                      className={NUMBERS.has(type) ? 'desk-number' : ''}
                      data-changed={(name === 'unit' && (isOther || cell.now !== null)) || undefined}
                    >
                      {isOther && <del>{cell.before}</del>} {said(after, type, cell.before)}
                      {cell.now !== null && <small className="make-watch">{t('make.unitNow', { name: cell.now })}</small>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown && (
        <p className="make-why" role="status">
          <Shape tone="critical" /> <b>{sayPlace(shown.at, language)}:</b> {headings.within(shown.message)}
        </p>
      )}
    </>
  )

  function said(value: string | null, type: string, before: string | null) {
    if (value && type === 'instant') return <Moment at={value} isDay={!/\d:\d/.test(before ?? value)} />
    if (value && type === 'day') return sayDay(value)
    return value && NUMBERS.has(type) ? spaced(value, number) : value
  }
}

const NUMBERS = new Set(['decimal', 'number', 'integer'])

/** Long sums are read by threes. */
function spaced(value: string, say: (value: number, decimals: number) => string): string {
  const decimals = value.split('.')[1]?.length ?? 0
  return /^-?\d+(\.\d+)?$/.test(value) && Number.isSafeInteger(Math.trunc(Number(value))) ? say(Number(value), decimals) : value
}

/** Of a source that says days only, the day: no hour it never said. */
function Moment({ at, isDay }: { at: string; isDay: boolean }) {
  const { day, minute } = useText()
  if (Number.isNaN(Date.parse(at))) return at
  return isDay && minute(at) === '00:00' ? day(at) : `${day(at)} ${minute(at)}`
}

/** Spaces and case are no change worth showing, nor is a number or a date written our way. */
function isChanged(before: string, after: string | null): boolean {
  const plain = (text: string) => text.normalize('NFC').trim().toLocaleLowerCase('vi')
  return after === null || (plain(before) !== plain(after) && !/^\d{4}-\d{2}-\d{2}/.test(after) && Number.isNaN(Number(after)))
}
