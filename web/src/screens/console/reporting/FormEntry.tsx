import type { FormAnswer } from '@ioc/server/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ClipboardEvent, type KeyboardEvent, useDeferredValue, useRef, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Failed } from '../Failed.tsx'
import { NOTHING_LEFT, PasteLeft } from '../held/PasteLeft.tsx'
import { pasteAt } from '../held/paste.ts'
import { Link } from '../Link.tsx'
import { pathTo } from '../paths.ts'
import { EntryCell } from './EntryCell.tsx'
import { formQuery, sendRows, tryRows } from './queries.ts'
import { useRows } from './use-rows.ts'
import './reporting.css'

/** The screen of a feed whose rows are typed by hand. */
export function FormEntry({ feed }: { feed: string }) {
  const { t, title } = useText()
  const { data: form, error } = useQuery(formQuery(feed))
  if (error) return <Failed error={error} />
  if (!form) return <p className="console-empty">{t('console.loading')}</p>
  return (
    <section className="reporting reporting-one">
      <h1>{t('reporting.enter.of', { feed: title(form.title) })}</h1>
      {form.reported ? (
        <p className="console-empty">
          {t('reporting.enter.reported')} <Link to={pathTo.reports()}>{t('reporting.enter.toReports')}</Link>
        </p>
      ) : (
        <Rows form={form} />
      )}
    </section>
  )
}

function Rows({ form: { feed, fields, maxRows } }: { form: FormAnswer }) {
  const { t } = useText()
  const { rows, key, type, grow, clear } = useRows(feed, maxRows)
  const [pasteLeft, setPasteLeft] = useState(NOTHING_LEFT)
  const table = useRef<HTMLTableElement>(null)
  const asked = useDeferredValue(rows)
  const filled = rows.filter((row) => Object.values(row).some((text) => text.trim() !== '')).length
  const {
    data: tried,
    error,
    isPlaceholderData,
  } = useQuery({
    queryKey: ['feeds', feed, 'form', 'try', asked],
    queryFn: () => tryRows(feed, asked),
    enabled: filled > 0,
    retry: false,
    placeholderData: (before) => before,
  })
  const sending = useMutation({
    mutationFn: async () => sendRows(feed, key, (await tryRows(feed, rows)).rows),
    onSuccess: () => {
      clear()
      // The next rows go where these began.
      focus(0, names[0] ?? '')
    },
  })
  const problems = filled > 0 ? (tried?.problems ?? []) : []
  const names = fields.map(({ name }) => name)

  const focus = (row: number, name: string) =>
    table.current?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${name}"]`)?.focus()
  const onKeyDown = (event: KeyboardEvent) => {
    const { row, column } = (event.target as HTMLElement).dataset
    if (row === undefined || column === undefined || event.target instanceof HTMLSelectElement) return
    const down = event.key === 'ArrowDown' || (event.key === 'Enter' && !event.shiftKey)
    const up = event.key === 'ArrowUp' || (event.key === 'Enter' && event.shiftKey)
    if (!down && !up) return
    event.preventDefault()
    focus(Number(row) + (down ? 1 : -1), column)
  }
  const onPaste = (event: ClipboardEvent) => {
    const { row, column } = (event.target as HTMLElement).dataset
    const text = event.clipboardData.getData('text/plain')
    if (row === undefined || column === undefined || !/[\t\n]/.test(text.replace(/\r?\n$/, ''))) return
    event.preventDefault()
    const places = Array.from({ length: maxRows }, (_, place) => place)
    const { edits, left } = pasteAt(text, { row: Number(row), column }, places, names)
    setPasteLeft(left)
    type(edits)
  }
  return (
    <>
      <p className="reporting-help">{t('reporting.enter.howTo')}</p>
      <PasteLeft left={pasteLeft} />
      <div className="reporting-work">
        <div className="reporting-paper">
          <table ref={table} className="desk-table reporting-rows" onKeyDown={onKeyDown} onPaste={onPaste}>
            <thead>
              <tr>
                <th />
                {fields.map((field) => (
                  <th key={field.name} scope="col">
                    {field.title}
                    {field.required && ' *'}
                    {field.help && <small>{field.help}</small>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, place) => (
                <tr key={place}>
                  <th scope="row">{place + 1}</th>
                  {fields.map((field) => (
                    <EntryCell
                      key={field.name}
                      field={field}
                      row={place}
                      text={row[field.name] ?? ''}
                      problem={problems.find((each) => each.row === place && each.field === field.name)?.message}
                      onType={(text) => type([{ row: place, column: field.name, text }])}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <p>
            <button type="button" disabled={rows.length >= maxRows} onClick={grow}>
              {t('reporting.enter.more')}
            </button>{' '}
            <button type="button" disabled={filled === 0} onClick={clear}>
              {t('reporting.enter.clear')}
            </button>
          </p>
        </div>
        <aside className="reporting-side" aria-live="polite">
          <h2>{t('reporting.toMend')}</h2>
          {problems.length === 0 ? (
            <p className={filled > 0 ? 'reporting-fine' : undefined}>
              {filled > 0 ? t('reporting.enter.fine', { count: filled }) : t('reporting.enter.nothing')}
            </p>
          ) : (
            <ul className="reporting-faults">
              {problems.map(({ row, field, message }) => (
                <li key={`${row} ${field} ${message}`}>
                  <button type="button" onClick={() => focus(row, field ?? names[0] ?? '')}>
                    {t('reporting.enter.wrong', { row: row + 1, message })}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </aside>
      </div>
      <footer className="reporting-actions">
        {(error ?? sending.error) && <Failed error={(error ?? sending.error) as Error} />}
        <p role="status">
          {sending.isSuccess && filled === 0 ? (
            <>
              {t('reporting.enter.sent')} <Link to={pathTo.run(feed, sending.data.run)}>{t('reporting.toRun')}</Link>
            </>
          ) : (
            t('reporting.enter.kept')
          )}
        </p>
        <button
          type="button"
          className="desk-primary"
          disabled={filled === 0 || problems.length > 0 || asked !== rows || !tried || isPlaceholderData || sending.isPending}
          onClick={() => sending.mutate()}
        >
          {t('reporting.enter.send', { count: filled })}
        </button>
      </footer>
    </>
  )
}
