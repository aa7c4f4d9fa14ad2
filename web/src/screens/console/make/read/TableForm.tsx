import { useText } from '../../../../text/use-text.ts'
import { Line } from '../Line.tsx'
import type { ReadProps } from './ReadAs.tsx'
import { patternOf, sheetsIn } from './sheets.ts'

/** Of a workbook: which of its sheets, the rows of the heading, and the first row of data. */
export function TableForm({ format, answer: { sheets }, put }: ReadProps) {
  const { t } = useText()
  const { headerRow, headerRows } = rowsOf(format)
  const chosen = sheetsIn(format, sheets)
  const isAll = format.sheet === undefined
  const choose = (names: string[]) => {
    const first = names.length === 0 ? sheets[0] : sheets.find(({ name }) => name === names[0])
    // Another sheet has its heading elsewhere.
    const isOther = first !== undefined && chosen[0]?.name !== first.name
    const { firstRow: begins, ...table } = first?.table ?? { headerRow, headerRows }
    put({ sheet: names.length === 0 ? undefined : patternOf(names), ...(isOther && { ...table, firstRow: begins }) })
  }
  return (
    <>
      {sheets.length > 1 && (
        <fieldset className="make-group read-sheets">
          <legend>{t('make.read.sheets')}</legend>
          <p className="make-help">{t('make.read.sheetsHelp')}</p>
          <div className="read-sheet-list">
            <label className="make-tick">
              <input type="checkbox" checked={isAll} onChange={() => choose(isAll ? [sheets[0]?.name ?? ''] : [])} />
              {t('make.read.allSheets')}
            </label>
            {sheets.map(({ name }) => {
              const isOn = !isAll && chosen.some((each) => each.name === name)
              const others = isAll ? [] : chosen.map((each) => each.name).filter((each) => each !== name)
              return (
                <label key={name} className="make-tick">
                  <input type="checkbox" checked={isOn} onChange={() => choose(isOn ? others : [...others, name])} />
                  {name}
                </label>
              )
            })}
          </div>
        </fieldset>
      )}
      <Line label={t('make.headerRow')} help={t('make.headerRowHelp')}>
        {({ id }) => (
          <input
            id={id}
            type="number"
            min={1}
            value={headerRow}
            onChange={(event) => put({ headerRow: whole(event.target.value, 1), firstRow: undefined })}
          />
        )}
      </Line>
      <HeadingEnd format={format} put={put} />
    </>
  )
}

/** How many rows the heading has, and where what stands under it begins. */
export function HeadingEnd({ format, put }: Pick<ReadProps, 'format' | 'put'>) {
  const { t } = useText()
  const { headerRow, headerRows, firstRow } = rowsOf(format)
  return (
    <>
      <Line label={t('make.read.headerRows')} help={t('make.read.headerRowsHelp')}>
        {({ id }) => (
          <input
            id={id}
            type="number"
            min={1}
            max={10}
            value={headerRows}
            onChange={(event) => put({ headerRows: Math.min(10, whole(event.target.value, 1)) })}
          />
        )}
      </Line>
      <Line label={t('make.read.firstRow')} help={t('make.read.firstRowHelp')}>
        {({ id }) => (
          <input
            id={id}
            type="number"
            min={headerRow + headerRows}
            value={firstRow}
            onChange={(event) => put({ firstRow: whole(event.target.value, headerRow + headerRows) })}
          />
        )}
      </Line>
    </>
  )
}

const whole = (text: string, least: number) => Math.max(least, Math.trunc(Number(text)) || least)

/** Where a table's heading and its first row are, said or understood. */
export function rowsOf({ kind, ...format }: ReadProps['format']): { headerRow: number; headerRows: number; firstRow: number } {
  const headerRow = kind === 'csv' ? Number(format.skipLines ?? 0) + 1 : Number(format.headerRow ?? 1)
  const headerRows = Number(format.headerRows ?? 1)
  return { headerRow, headerRows, firstRow: Math.max(Number(format.firstRow ?? 0), headerRow + headerRows) }
}
