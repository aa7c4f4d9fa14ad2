import type { ReportAnswer } from '@ioc/server/contract'
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { NOTHING_LEFT, PasteLeft } from '../held/PasteLeft.tsx'
import { pasteAt } from '../held/paste.ts'
import type { Cells } from './entry.ts'
import { cellAfter, type Move } from './moves.ts'
import { SheetCell } from './SheetCell.tsx'

type Section = ReportAnswer['sections'][number]

interface Props {
  report: ReportAnswer
  cells: Cells
  clashes: Cells
  canType: boolean
  onType(cells: Cells): void
  onPaste(cells: Cells): void
  onChoose(cell: string): void
}

/** The form as tables whose structure is locked: typed from the keyboard, and pasted into from a spreadsheet. */
export function Sheet(props: Props) {
  const { t, title } = useText()
  const { report, canType } = props
  const [pasteLeft, setPasteLeft] = useState(NOTHING_LEFT)
  const sheet = useRef<HTMLDivElement>(null)

  const onKeyDown = (event: KeyboardEvent) => {
    const field = event.target as HTMLInputElement | HTMLTextAreaElement
    const { cell } = field.dataset
    const move = cell === undefined ? null : moveOf(event, field)
    if (cell === undefined || move === null) return
    event.preventDefault()
    const next = cellAfter(report.sections, cell, move)
    sheet.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus()
  }
  const onPaste = (event: ClipboardEvent) => {
    const { cell } = (event.target as HTMLElement).dataset
    const text = event.clipboardData.getData('text/plain')
    if (!cell || !canType || !/[\t\n]/.test(text.replace(/\r?\n$/, '')) || report.asked[cell]?.kind === 'text') return
    event.preventDefault()
    const [sectionId = '', row = '', column = ''] = cell.split('.')
    const section = report.sections.find(({ id }) => id === sectionId) as Section
    const rows = section.rows.map((_, place) => place)
    const at = { row: section.rows.findIndex(({ id }) => id === row), column }
    const { edits, left } = pasteAt(
      text,
      at,
      rows,
      section.columns.map(({ id }) => id),
    )
    setPasteLeft(left)
    props.onPaste(
      Object.fromEntries(edits.map((edit) => [`${sectionId}.${section.rows[edit.row]?.id}.${edit.column}`, edit.text.trim()])),
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and pastes of the cells within are heard here.
    <div ref={sheet} className="reporting-sheet" onKeyDown={onKeyDown} onPaste={onPaste}>
      <PasteLeft left={pasteLeft} />
      {report.sections.map((section) => (
        <section key={section.id}>
          <h2>{title(section.title)}</h2>
          {section.help && canType && <p className="reporting-help">{title(section.help)}</p>}
          <table className="desk-table">
            <thead>
              <tr>
                <th scope="col">{t('reporting.sheet')}</th>
                {section.columns.map((column) => (
                  <th key={column.id} scope="col">
                    {title(column.title)}
                    {column.unit && <small>{title(column.unit)}</small>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {section.rows.map((row) => (
                <tr key={row.id} data-total={row.isTotal || undefined}>
                  <th scope="row">
                    {title(row.title)}
                    {row.unit && <small>{title(row.unit)}</small>}
                  </th>
                  {section.columns.map((column) => (
                    <SheetCell key={column.id} {...props} cell={`${section.id}.${row.id}.${column.id}`} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  )
}

/** Where a key leads from a cell; null where it stays in the text. */
function moveOf(event: KeyboardEvent, field: HTMLInputElement | HTMLTextAreaElement): Move | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return null
  if (field instanceof HTMLTextAreaElement) return null
  const [from, to] = [field.selectionStart ?? 0, field.selectionEnd ?? 0]
  const isWhole = from === 0 && to === field.value.length
  switch (event.key) {
    case 'Enter':
      return event.shiftKey ? 'back' : 'on'
    case 'ArrowDown':
      return 'down'
    case 'ArrowUp':
      return 'up'
    case 'ArrowRight':
      return isWhole || from === field.value.length ? 'right' : null
    case 'ArrowLeft':
      return isWhole || to === 0 ? 'left' : null
    default:
      return null
  }
}
