import type { ClipboardEvent, KeyboardEvent } from 'react'
import { useRef } from 'react'
import { useText } from '../../../text/use-text.ts'
import { cellsIn } from '../held/paste.ts'
import { type FormField, fieldsIn, named } from './form-fields.ts'
import type { Drafting } from './use-draft.ts'

const TYPES = ['text', 'number', 'integer', 'date', 'choice'] as const
const EMPTY: FormField = { name: '', title: '' }

/** The fields of a form, a line each; typed one by one, or the headings of an old sheet pasted at once. */
export function FormFields({ drafting: { feed, spec, change } }: { drafting: Drafting }) {
  const { t } = useText()
  const table = useRef<HTMLTableElement>(null)
  const known = fieldsIn(spec.settings)
  const fields = known.length > 0 ? known : [EMPTY]
  const isBound = feed !== null || spec.map !== undefined
  const put = (next: FormField[]) => change({ settings: { ...spec.settings, fields: named(next, isBound) } })
  const alter = (index: number, part: Partial<FormField>) =>
    put(fields.map((field, at) => (at === index ? { ...field, ...part } : field)))
  const focus = (index: number) =>
    window.requestAnimationFrame(() => table.current?.querySelector<HTMLElement>(`[data-field="${index}"]`)?.focus())
  const add = () => {
    put([...fields, EMPTY])
    focus(fields.length)
  }
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (index + 1 < fields.length) focus(index + 1)
    else add()
  }
  const onPaste = (event: ClipboardEvent, index: number) => {
    const titles = cellsIn(event.clipboardData.getData('text/plain'))
      .flat()
      .map((title) => title.trim().replace(/\s+/g, ' '))
      .filter((title) => title !== '')
    if (titles.length < 2) return
    event.preventDefault()
    const after = titles.map((title, at) => ({ ...(fields[index + at] ?? EMPTY), title }))
    put([...fields.slice(0, index), ...after, ...fields.slice(index + titles.length)])
    focus(index + titles.length - 1)
  }
  const typeOf = (type: string): Partial<FormField> => ({ type, choices: type === 'choice' ? [] : undefined })
  return (
    <section className="make-panel make-form-fields" aria-label={t('make.form.fields')}>
      <h2>{t('make.form.fields')}</h2>
      <p className="make-help">{t('make.form.fieldsHelp')}</p>
      <table ref={table} className="desk-table">
        <thead>
          <tr>
            <th>{t('make.form.title')}</th>
            <th>{t('make.form.type')}</th>
            <th>{t('make.form.required')}</th>
            <th>{t('make.form.help')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {fields.map((field, index) => (
            // Fields have no other identity than their place.
            <tr key={index}>
              <td>
                <input
                  data-field={index}
                  aria-label={t('make.form.titleOf', { n: index + 1 })}
                  value={field.title}
                  maxLength={200}
                  onChange={(event) => alter(index, { title: event.target.value })}
                  onKeyDown={(event) => onKeyDown(event, index)}
                  onPaste={(event) => onPaste(event, index)}
                />
              </td>
              <td>
                <select
                  aria-label={t('make.form.typeOf', { field: field.title })}
                  value={field.type ?? 'text'}
                  onChange={(event) => alter(index, typeOf(event.target.value))}
                >
                  {TYPES.map((type) => (
                    <option key={type} value={type}>
                      {t(`make.choices.type.${type}`)}
                    </option>
                  ))}
                </select>
                {field.type === 'choice' && (
                  <textarea
                    rows={3}
                    aria-label={t('make.form.choicesOf', { field: field.title })}
                    placeholder={t('make.form.choicesHelp')}
                    value={(field.choices ?? []).join('\n')}
                    onChange={(event) => alter(index, { choices: event.target.value.split('\n') })}
                    onBlur={() => alter(index, { choices: field.choices?.filter((choice) => choice.trim() !== '') })}
                  />
                )}
              </td>
              <td>
                <input
                  type="checkbox"
                  aria-label={t('make.form.requiredOf', { field: field.title })}
                  checked={field.required ?? false}
                  onChange={(event) => alter(index, { required: event.target.checked })}
                />
              </td>
              <td>
                <input
                  aria-label={t('make.form.helpOf', { field: field.title })}
                  value={field.help ?? ''}
                  maxLength={500}
                  onChange={(event) => alter(index, { help: event.target.value === '' ? undefined : event.target.value })}
                />
              </td>
              <td>
                <button
                  type="button"
                  disabled={fields.length === 1}
                  aria-label={t('make.remove', { n: index + 1 })}
                  onClick={() => {
                    put(fields.filter((_, at) => at !== index))
                    focus(Math.max(0, index - 1))
                  }}
                >
                  {t('make.form.drop')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" onClick={add}>
        {t('make.form.add')}
      </button>
    </section>
  )
}
