import type { IndicatorAnswer, RecordsAnswer } from '@ioc/server/contract'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { withFact } from '../../../address/address.ts'
import { SearchLink } from '../../../address/SearchLink.tsx'
import { sayPicked } from '../../../proof/option.ts'
import type { Say } from '../../../text/say.ts'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { RECORDS_A_PAGE, recordsQuery } from '../queries.ts'
import type { Settled } from '../settle.ts'
import { Unanswered } from '../Unanswered.tsx'
import type { View } from '../view.ts'
import './records.css'
import { apartOf, sayDim, sayField, sayWhen } from './say-record.ts'
import { TakeRecords } from './TakeRecords.tsx'

interface Props {
  indicator: IndicatorAnswer
  view: Settled
  change(changes: Partial<View>): void
}

const ROW_PX = 36
const AHEAD = 20

/** Every record behind the number, however many, and that they add up to it. Only those in sight are fetched. */
export function Records({ indicator, view, change }: Props) {
  const say = useText()
  const { t } = say
  const { data, error, isFetching, refetch } = useQuery({
    ...recordsQuery(indicator.id, view, 0),
    placeholderData: keepPreviousData,
  })
  if (error) return <Unanswered error={error} again={() => void refetch()} />
  if (!data)
    return (
      <p className="explore-said" role="status">
        {t('explore.recordsLoading')}
      </p>
    )
  return (
    <>
      <div className="explore-bar">
        <Verdict answer={data} />
        {data.terms.length > 1 && (
          <label className="records-term">
            {t('explore.recordsOf')}
            <select value={data.term} onChange={({ target }) => change({ term: Number(target.value) })}>
              {data.terms.map((term, place) => (
                <option key={place} value={place}>
                  {sayTerm(term, place, data, say)}
                </option>
              ))}
            </select>
          </label>
        )}
        {data.listed > 0 && (
          <TakeRecords
            answer={data}
            indicator={indicator}
            view={view}
            term={sayTermAt(data, say)}
            verdict={sayVerdict(data, say)}
          />
        )}
      </div>
      {data.listed < data.count && (
        <p className="explore-said">{t('explore.recordsUntold', { count: data.count - data.listed })}</p>
      )}
      {data.listed > 0 && (
        <Listed
          key={`${indicator.id} ${data.term} ${view.sort}`}
          first={data}
          indicator={indicator}
          view={view}
          change={change}
          isOld={isFetching}
        />
      )}
    </>
  )
}

/** A term by its side of the line, its measure and what it picks of it. */
function sayTerm(term: RecordsAnswer['terms'][number], place: number, { dimensions }: RecordsAnswer, say: Say): string {
  const side = term.role ? say.t(`proof.${term.role}`) : say.t('proof.term', { number: place + 1 })
  const picked = sayPicked({ ...term, where: {}, dimensions }, say)
  return `${side}: ${[say.title(term.title), ...picked].join(' — ')}`
}

const sayTermAt = (answer: RecordsAnswer, say: Say): string => {
  const term = answer.terms[answer.term]
  return term ? sayTerm(term, answer.term, answer, say) : ''
}

/** Whether its rows come to the number. */
function sayVerdict({ count, sum, total, agrees, terms, term }: RecordsAnswer, { t, number, whole }: Say): string {
  const of = terms[term]?.unitOfMeasurement
  const said = (value: number | null) =>
    value === null || !of ? '—' : of.id === 'dong' ? `${number(value)} đồng` : whole(value, of, Number.isInteger(value) ? 0 : 2)
  return t(agrees ? 'explore.recordsAgree' : 'explore.recordsDiffer', {
    count: number(count),
    sum: said(sum),
    total: said(total),
  })
}

function Verdict({ answer }: { answer: RecordsAnswer }) {
  const say = useText()
  const { t } = say
  const { count, sum, total, agrees, terms, reading } = answer
  if (reading.state === 'suppressed') return <p>{t('explore.recordsHidden')}</p>
  if (count === 0) return <p>{t(terms.length > 1 ? 'explore.recordsNoneHere' : 'explore.recordsNone')}</p>
  return (
    <p className="records-verdict" data-agrees={agrees} data-sum={sum ?? ''} data-total={total ?? ''}>
      <Shape tone={agrees ? 'good' : 'critical'} /> {sayVerdict(answer, say)}
    </p>
  )
}

type Sort = 'when' | 'id' | 'unit' | 'value'
/** What comes first where a column is chosen: the newest, the largest, and from A. */
const FIRST: Record<Sort, string> = { when: '-when', id: 'id', unit: 'unit', value: '-value' }

function Listed({ first, indicator, view, change, isOld }: Props & { first: RecordsAnswer; isOld: boolean }) {
  const say = useText()
  const { t, title } = say
  const scroller = useRef<HTMLDivElement>(null)
  const { listed, fields, dimensions } = first
  const apart = apartOf(first)
  const virtualizer = useVirtualizer({
    count: listed,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: AHEAD,
  })
  const items = virtualizer.getVirtualItems()
  const pages = [...new Set(items.map(({ index }) => Math.floor(index / RECORDS_A_PAGE)))]
  const told = useQueries({ queries: pages.map((page) => recordsQuery(indicator.id, view, page)) })
  const pageOf = (index: number) => {
    const page = Math.floor(index / RECORDS_A_PAGE)
    return page === 0 ? first : told[pages.indexOf(page)]?.data
  }
  const sort = view.sort ?? FIRST.when
  const columns: { sort: Sort; name: string }[] = [
    { sort: 'when', name: t('explore.recordWhen') },
    { sort: 'id', name: t('explore.recordId') },
    { sort: 'unit', name: t('explore.recordUnit') },
    { sort: 'value', name: t('explore.recordValue') },
  ]
  const head = ({ sort: by, name }: (typeof columns)[number]) => (
    <th
      key={by}
      scope="col"
      aria-sort={sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none'}
      data-number={by === 'value' || undefined}
    >
      <button type="button" title={t('explore.sortBy', { column: name })} onClick={() => change({ sort: turned(sort, by) })}>
        {name}
      </button>
    </th>
  )
  const before = items[0]?.start ?? 0
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <section ref={scroller} className="records-list" aria-label={t('explore.recordsTable')} data-old={isOld || undefined}>
      <table className="records-table" aria-rowcount={listed + 1}>
        <thead>
          <tr>
            {columns.slice(0, -1).map(head)}
            {apart.map((dim) => (
              <th key={dim} scope="col">
                {dimensions[dim] ? title(dimensions[dim].title) : dim}
              </th>
            ))}
            {fields.map((field) => (
              <th key={field.name} scope="col" data-number={field.type === 'number' || undefined}>
                {title(field.title)}
              </th>
            ))}
            {columns.slice(-1).map(head)}
          </tr>
        </thead>
        <tbody>
          {/* Room for the rows that are out of sight. */}
          <Room height={before} />
          {items.map(({ index }) => {
            const page = pageOf(index)
            const row = page?.rows[index % RECORDS_A_PAGE]
            return (
              <tr key={index} aria-rowindex={index + 2} style={{ height: ROW_PX }}>
                {row ? (
                  <RecordCells row={row} apart={apart} dimensions={page?.dimensions ?? dimensions} fields={fields} say={say} />
                ) : (
                  <td colSpan={apart.length + fields.length + columns.length}>…</td>
                )}
              </tr>
            )
          })}
          <Room height={after} />
        </tbody>
      </table>
    </section>
  )
}

/** Where rows out of sight would stand. */
function Room({ height }: { height: number }) {
  return height > 0 ? (
    <tr style={{ height }}>
      <td />
    </tr>
  ) : null
}

interface CellsProps extends Pick<RecordsAnswer, 'fields' | 'dimensions'> {
  row: RecordsAnswer['rows'][number]
  /** Dimensions that tell the terms of the formula apart. */
  apart: readonly string[]
  say: Say
}

function RecordCells({ row, apart, dimensions, fields, say }: CellsProps) {
  const { t, number, percent } = say
  return (
    <>
      <td>{sayWhen(row.bucket, say)}</td>
      <td>
        <SearchLink data-record={row.externalId} to={(search) => withFact(search, { feed: row.feed, id: row.externalId })}>
          {row.externalId}
        </SearchLink>
      </td>
      <td>{row.unit.name}</td>
      {apart.map((dim) => (
        <td key={dim}>{sayDim(row, dim, dimensions, say) || '—'}</td>
      ))}
      {fields.map((field) => (
        <td key={field.name} data-number={field.type === 'number' || undefined}>
          {sayField(row.fields[field.name] ?? null, field, say)}
        </td>
      ))}
      <td data-number data-value={row.value}>
        {number(row.value, Number.isInteger(row.value) ? 0 : 2)}
        {row.weight < 1 && <small> {t('explore.recordShare', { share: percent(row.weight, 1) })}</small>}
      </td>
    </>
  )
}

/** Chosen again, a column is turned round. */
function turned(sort: string, by: Sort): string {
  if (sort === by) return `-${by}`
  return sort === `-${by}` ? by : FIRST[by]
}
