import { useState } from 'react'
import { useText } from '../../../../text/use-text.ts'
import { onPlane } from '../../../../ui/roving.ts'
import { useRoving } from '../../../../ui/use-roving.ts'
import type { ReadProps } from './ReadAs.tsx'
import { columnLetters, sheetsIn } from './sheets.ts'
import { rowsOf } from './TableForm.tsx'

const COLUMNS = 24
const SETTING = ['heading', 'headingEnd', 'first'] as const
type Setting = (typeof SETTING)[number]

/** The page as it stands in its file: which rows are heading, which are passed over; a row's number or a cell above is chosen with a click. */
export function SheetLook({ format, answer: { sheets }, put }: ReadProps) {
  const { t } = useText()
  const [setting, setSetting] = useState<Setting>('heading')
  const [shown, setShown] = useState('')
  const read = sheetsIn(format, sheets)
  const sheet = read.find(({ name }) => name === shown) ?? read[0]
  const outside = (format.outside ?? {}) as Record<string, string>
  const { headerRow, headerRows, firstRow } = rowsOf(format)
  const isAbove = (row: number, text: string) => row < headerRow && text.trim() !== ''
  const { onKeyDown, linkOf } = useRoving(
    (sheet?.rows ?? []).flatMap(({ number, cells }) => [
      `${number}`,
      ...cells.flatMap((text, index) => (isAbove(number, text) ? [`${columnLetters(index)}${number}`] : [])),
    ]),
    onPlane,
  )
  if (!sheet) return sheets.length === 0 ? null : <p className="make-help">{t('make.read.noSheet')}</p>
  const isText = format.kind === 'csv'
  const end = headerRow + headerRows - 1
  const width = Math.min(COLUMNS, Math.max(0, ...sheet.rows.map(({ cells }) => cells.length)))
  const letters = Array.from({ length: width }, (_, index) => columnLetters(index))
  const choose = (row: number) => {
    const beginning = isText ? { skipLines: row - 1 } : { headerRow: row }
    if (setting === 'heading')
      put({ ...beginning, headerRows: row <= end ? Math.min(10, end - row + 1) : 1, firstRow: undefined })
    else if (setting === 'headingEnd') put({ headerRows: Math.min(10, Math.max(1, row - headerRow + 1)), firstRow: undefined })
    else put({ firstRow: Math.max(row, end + 1) })
  }
  const take = (name: string, place: string) => {
    const { [name]: known, ...rest } = outside
    const next = known === place ? rest : { ...outside, [name]: place }
    put({ outside: Object.keys(next).length === 0 ? undefined : next })
  }
  const nameOf = (place: string) => Object.entries(outside).find(([, at]) => at === place)?.[0]
  const partOf = (row: number) => (row < headerRow ? 'above' : row <= end ? 'heading' : row < firstRow ? 'passed' : 'data')
  return (
    <section className="make-panel read-look" aria-label={t('make.read.look')}>
      <div className="make-panel-head">
        <h2>{t('make.read.look')}</h2>
        <span className="make-help">{t('make.read.lookHelp')}</span>
      </div>
      <div className="read-bar">
        {read.length > 1 && (
          <label>
            {t('make.read.shown')}{' '}
            <select value={sheet.name} onChange={(event) => setShown(event.target.value)}>
              {read.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <fieldset className="read-setting">
          <legend>{t('make.read.clickSets')}</legend>
          {SETTING.map((each) => (
            <label key={each}>
              <input type="radio" name="read-setting" checked={setting === each} onChange={() => setSetting(each)} />
              {t(`make.read.sets.${each}`)}
            </label>
          ))}
        </fieldset>
        <span className="read-around">
          {t('make.read.outside')}{' '}
          {(isText ? (['@file'] as const) : (['@sheet', '@file'] as const)).map((place) => (
            <button
              key={place}
              type="button"
              className="read-take"
              aria-pressed={nameOf(place) !== undefined}
              onClick={() => take(nameOf(place) ?? t(place === '@file' ? 'make.read.fileName' : 'make.read.sheetName'), place)}
            >
              {t(place === '@file' ? 'make.read.fileName' : 'make.read.sheetName')}
            </button>
          ))}
        </span>
      </div>
      <div className="make-scroll read-grid">
        <table>
          <thead>
            <tr>
              <th />
              {letters.map((letter) => (
                <th key={letter}>{letter}</th>
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={onKeyDown}>
            {sheet.rows.map(({ number: row, cells }) => (
              <tr key={row} data-part={partOf(row)}>
                <th scope="row">
                  <button
                    {...linkOf(`${row}`)}
                    type="button"
                    className="read-row"
                    aria-label={t('make.read.rowSets', { row })}
                    onClick={() => choose(row)}
                  >
                    {row}
                  </button>
                </th>
                {letters.map((letter, index) => {
                  const text = cells[index] ?? ''
                  const place = `${letter}${row}`
                  return (
                    <td key={letter} title={text.length > 28 ? text : undefined}>
                      {isAbove(row, text) ? (
                        <button
                          {...linkOf(place)}
                          type="button"
                          className="read-take"
                          aria-pressed={nameOf(place) !== undefined}
                          title={t('make.read.takeCell', { place })}
                          onClick={() => take(nameOf(place) ?? t('make.read.cell', { place }), place)}
                        >
                          {text}
                        </button>
                      ) : (
                        text
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="read-legend make-help">
        <i data-part="heading" /> {t('make.read.parts.heading')} <i data-part="data" /> {t('make.read.parts.data')}{' '}
        <i data-part="passed" /> {t('make.read.parts.passed')}
        {sheet.hasMore && ` · ${t('make.read.more')}`}
      </p>
    </section>
  )
}
