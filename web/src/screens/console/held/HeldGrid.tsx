import type { HeldAnswer, HeldRow, HeldStatus, MendAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { type ClipboardEvent, type KeyboardEvent, useDeferredValue, useRef, useState } from 'react'
import { sayPlace } from '../../../text/place.ts'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { useHeading } from '../make/headings.ts'
import { optionsQuery } from '../make/queries.ts'
import { tryMending } from '../queries.ts'
import { type Drafts, useDrafts, withCells } from './drafts.ts'
import { HeldActions } from './HeldActions.tsx'
import { HeldCell } from './HeldCell.tsx'
import { HeldSide } from './HeldSide.tsx'
import { NOTHING_LEFT, PasteLeft } from './PasteLeft.tsx'
import { type CellEdit, pasteAt } from './paste.ts'

interface Props {
  answer: HeldAnswer
  status: HeldStatus
  mended: MendAnswer | null
  onMended(done: MendAnswer): void
}

/** Held rows as a sheet: faults where they are, cells to type and paste into, each edit tried before anything is stored. */
export function HeldGrid({ answer, status, mended, onMended }: Props) {
  const { t, title, language } = useText()
  const { feed, rows, fourEyes } = answer
  const { drafts, setDrafts, isOutdated, lookAgain } = useDrafts(feed, rows)
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [current, setCurrent] = useState<number | null>(rows[0]?.id ?? null)
  const [pasteLeft, setPasteLeft] = useState(NOTHING_LEFT)
  const table = useRef<HTMLTableElement>(null)
  const canEdit = status === 'held' || status === 'awaiting'
  const columns = orderOf(answer)
  const said = useHeading(columns.includes('item') && columns.includes('amount'))
  const { data: options } = useQuery(optionsQuery())
  const { domain, kind: record, form } = answer.kind
  const kinds = (options?.kinds ?? []).filter(
    (kind) => kind.domain === domain && kind.kind === record && (form === null || kind.form === form),
  )
  // A column may be called by a key nobody reads; what it fills has a name.
  const fills = (column: string) =>
    fieldsOf(answer, column)
      .flatMap((field) => {
        const target = kinds.flatMap((kind) => kind.targets).find(({ name }) => name === field)
        return target ? [title(target.title)] : []
      })
      .join(', ')
  const ids = rows.map(({ id }) => id)
  const saidBy = (row: number, column: string) => rows.find(({ id }) => id === row)?.cells?.[column] ?? ''
  const edit = (edits: CellEdit[]) => setDrafts(withCells(drafts, edits, saidBy))

  const edited = useDeferredValue(rows.filter(({ id }) => drafts[id]).map(({ id }) => ({ id, edits: drafts[id] ?? {} })))
  const { data: tried = [] } = useQuery({
    queryKey: ['feeds', feed, 'held', 'try', edited],
    queryFn: () => tryMending(feed, edited),
    enabled: canEdit && edited.length > 0,
    retry: false,
  })
  // What was mended broke no rule any more: who looks at it next is told why it had been held, not that it is wrong.
  const isMended = status === 'awaiting' || status === 'released'
  const reasonsOf = (row: HeldRow) => (isMended ? [] : row.reasons)
  const problemsOf = (row: HeldRow) =>
    drafts[row.id] ? (tried.find(({ id }) => id === row.id)?.problems ?? reasonsOf(row)) : reasonsOf(row)
  const isSound = (row: HeldRow) =>
    drafts[row.id] !== undefined &&
    !isOutdated(row.id) &&
    tried.some(({ id, problems }) => id === row.id && problems.length === 0)
  const shown = rows.find(({ id }) => id === current) ?? rows[0]

  const onPaste = (event: ClipboardEvent) => {
    const at = placeOf(event.target)
    const text = event.clipboardData.getData('text/plain')
    if (!at || !canEdit || !/[\t\n]/.test(text.replace(/\r?\n$/, ''))) return
    event.preventDefault()
    const { edits, left } = pasteAt(text, at, ids, columns)
    setPasteLeft(left)
    edit(edits)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = placeOf(event.target)
    if (!at) return
    const down = event.key === 'ArrowDown' || (event.key === 'Enter' && !event.shiftKey)
    const up = event.key === 'ArrowUp' || (event.key === 'Enter' && event.shiftKey)
    if (down || up) {
      event.preventDefault()
      const next = ids[ids.indexOf(at.row) + (down ? 1 : -1)]
      table.current?.querySelector<HTMLInputElement>(`[data-row="${next}"][data-column="${CSS.escape(at.column)}"]`)?.focus()
    } else if (event.key === 'd' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      const text = drafts[at.row]?.[at.column] ?? saidBy(at.row, at.column)
      const below = chosen.size > 0 ? [...chosen] : ids.slice(ids.indexOf(at.row))
      edit(below.map((row) => ({ row, column: at.column, text })))
    }
  }

  return (
    <>
      <PasteLeft left={pasteLeft} />
      <div className="held-work">
        <div className="held-sheet">
          <table ref={table} className="desk-table" onPaste={onPaste} onKeyDown={onKeyDown}>
            <thead>
              <tr>
                <th>
                  <input
                    type="checkbox"
                    aria-label={t('console.chooseAll')}
                    checked={chosen.size === rows.length}
                    onChange={(event) => setChosen(new Set(event.target.checked ? ids : []))}
                  />
                </th>
                <th>{t('console.where')}</th>
                {columns.map((column) => (
                  <th key={column}>
                    {said({ path: column, heading: column })}
                    {fills(column) && <small>{fills(column)}</small>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr
                  key={row.id}
                  data-current={row.id === shown?.id || undefined}
                  data-sound={isSound(row) || undefined}
                  onFocus={() => setCurrent(row.id)}
                  onPointerDown={() => setCurrent(row.id)}
                >
                  <td>
                    <input
                      type="checkbox"
                      aria-label={t('console.choose', { row: row.at ? sayPlace(row.at, language) : row.place })}
                      checked={chosen.has(row.id)}
                      onChange={(event) => setChosen(withOne(chosen, row.id, event.target.checked))}
                    />
                  </td>
                  <td className="held-where">
                    {row.at ? sayPlace(row.at, language) : t('console.place', { place: row.place })}
                    {isSound(row) && <b className="held-sound">✔ {t('console.sound')}</b>}
                    {isOutdated(row.id) && (
                      <b className="held-outdated">
                        <Shape tone="watch" /> {t('console.outdated', { who: row.lastBy })}
                      </b>
                    )}
                  </td>
                  {row.cells === null ? (
                    <td colSpan={columns.length} className="held-text">
                      {row.text}
                    </td>
                  ) : (
                    columns.map((column) => (
                      <HeldCell
                        key={column}
                        row={row}
                        column={column}
                        draft={drafts[row.id]?.[column]}
                        problem={
                          problemsOf(row).find((problem) => fieldsOf(answer, column).includes(fieldOf(problem.field)))?.message
                        }
                        canEdit={canEdit}
                        onEdit={(text) => edit([{ row: row.id, column, text }])}
                      />
                    ))
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {shown && (
          <HeldSide
            row={shown}
            problems={problemsOf(shown)}
            were={isMended ? shown.reasons : []}
            isEdited={drafts[shown.id] !== undefined}
          >
            {isOutdated(shown.id) && (
              <div className="held-choose" role="status">
                <p>{t('console.outdatedHelp', { who: shown.lastBy })}</p>
                <button type="button" onClick={() => lookAgain(shown.id)}>
                  {t('console.keepTyped')}
                </button>
                <button type="button" onClick={() => setDrafts(without(drafts, shown.id))}>
                  {t('console.leaveTyped')}
                </button>
              </div>
            )}
          </HeldSide>
        )}
      </div>
      <HeldActions
        feed={feed}
        status={status}
        fourEyes={fourEyes}
        chosen={rows.filter(({ id }) => chosen.has(id))}
        mends={rows
          .filter((row) => (chosen.size > 0 ? chosen.has(row.id) && !isOutdated(row.id) : isSound(row)))
          .map(({ id, edit: seen }) => ({ id, seen, edits: drafts[id] ?? {} }))}
        mended={mended}
        onDone={(done) => {
          const ids = new Set(done.map(({ id }) => String(id)))
          setDrafts(Object.fromEntries(Object.entries(drafts).filter(([id]) => !ids.has(id))))
          if (done.length > 0) onMended(done)
          setChosen(new Set())
        }}
        onForget={() => setDrafts({})}
        edited={edited.length}
      />
    </>
  )
}

/** Columns with a fault first: nobody should have to look for what is wrong. */
function orderOf({ columns, rows }: HeldAnswer): string[] {
  const faulty = new Set(rows.flatMap(({ reasons }) => reasons.map(({ field }) => fieldOf(field))))
  const isFaulty = ({ fields }: HeldAnswer['columns'][number]) => fields.some((field) => faulty.has(field))
  return [...columns.filter(isFaulty), ...columns.filter((column) => !isFaulty(column))].map(({ column }) => column)
}

function fieldsOf({ columns }: HeldAnswer, column: string): string[] {
  return columns.find((each) => each.column === column)?.fields ?? []
}

/** `items.2.amount` is of the field `items`. */
function fieldOf(path: string): string {
  return path.split('.')[0] as string
}

function placeOf(target: EventTarget): { row: number; column: string } | null {
  const { row, column } = (target as HTMLElement).dataset
  return row === undefined || column === undefined ? null : { row: Number(row), column }
}

function without(drafts: Drafts, id: number): Drafts {
  const { [id]: _, ...others } = drafts
  return others
}

function withOne(chosen: ReadonlySet<number>, id: number, isChosen: boolean): ReadonlySet<number> {
  const next = new Set(chosen)
  if (isChosen) next.add(id)
  else next.delete(id)
  return next
}
