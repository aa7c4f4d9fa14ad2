import { useState } from 'react'
import { useText } from '../../../../text/use-text.ts'
import { useHeading } from '../headings.ts'
import type { ReadProps } from './ReadAs.tsx'
import { likeOf, type Want, wantOf } from './wanted.ts'

const KINDS = ['ordinal', 'filled', 'words', 'notWords'] as const

/** Which rows are taken: all, or those with a certain thing in one column, so that totals and footnotes are left. */
export function RowsForm({ format, answer: { fields }, put }: ReadProps) {
  const { t } = useText()
  const said = useHeading(format.figures !== undefined)
  const rows = format.rows as { column: string; like: string } | undefined
  const want: Want = rows ? wantOf(rows.like) : { kind: 'ordinal' }
  const [asked, setAsked] = useState<'words' | 'notWords'>()
  const kind = asked ?? want.kind
  const [first] = fields
  if (!rows && !first) return null
  const say = (column: string, next: Want) => put({ rows: { column, like: likeOf(next) } })
  return (
    <fieldset className="make-group read-rows">
      <legend>{t('make.read.rows')}</legend>
      <label className="make-tick">
        <input
          type="checkbox"
          checked={rows !== undefined}
          onChange={(event) =>
            event.target.checked
              ? say(ordinalOf(fields)?.name ?? first?.name ?? '', { kind: 'ordinal' })
              : put({ rows: undefined })
          }
        />
        {t('make.read.someRows')}
      </label>
      <p className="make-help">{t('make.read.rowsHelp')}</p>
      {format.kind === 'workbook' && (
        <label className="make-tick">
          <input
            type="checkbox"
            checked={format.stray === 'ignore'}
            onChange={(event) => put({ stray: event.target.checked ? 'ignore' : undefined })}
          />
          {t('make.read.stray')}
        </label>
      )}
      {rows && (
        <div className="read-want">
          <label>
            {t('make.read.rowsColumn')}
            <select value={rows.column} onChange={(event) => say(event.target.value, want)}>
              {!fields.some(({ name }) => name === rows.column) && <option value={rows.column}>{rows.column}</option>}
              {fields.map((field) => (
                <option key={field.name} value={field.name}>
                  {said(field)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('make.read.rowsWith')}
            <select
              value={kind}
              onChange={(event) => {
                const next = event.target.value as (typeof KINDS)[number]
                // Words are asked for before they can be looked for.
                setAsked(next === 'words' || next === 'notWords' ? next : undefined)
                if (next === 'ordinal' || next === 'filled') say(rows.column, { kind: next })
              }}
            >
              {KINDS.map((each) => (
                <option key={each} value={each}>
                  {t(`make.read.wants.${each}`)}
                </option>
              ))}
              {want.kind === 'pattern' && (
                <option value="pattern">{t('make.read.wants.pattern', { pattern: want.pattern })}</option>
              )}
            </select>
          </label>
          {(kind === 'words' || kind === 'notWords') && (
            <label>
              {t('make.read.rowsWords')}
              <input
                defaultValue={'words' in want ? want.words : ''}
                onBlur={(event) => {
                  if (event.target.value.trim() === '') return
                  setAsked(undefined)
                  say(rows.column, { kind, words: event.target.value })
                }}
              />
            </label>
          )}
        </div>
      )}
    </fieldset>
  )
}

function ordinalOf(fields: ReadProps['answer']['fields']) {
  return fields.find(({ path }) => /^(stt|so_tt|tt|s_t_t|stt_no|no|id|ma)$/.test(path))
}
