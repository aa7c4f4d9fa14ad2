import type { Place } from '@ioc/server/contract'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Line } from './Line.tsx'
import { type FormSchema, type Settings, typed } from './schema.ts'

export interface Common {
  /** Where in the settings it stands. */
  path: string[]
  faults: Place[]
  /** Keeps a secret under a name; null lets it go. */
  onSecret(name: string, value: string | null): Promise<void>
}

export interface FieldProps extends Common {
  name: string
  field: FormSchema
  isRequired: boolean
  value: unknown
  onChange(value: unknown): void
}

/** A field of one value. */
export function SimpleField({ name, field, isRequired, value, onChange, path, faults, onSecret }: FieldProps) {
  const { t, language } = useText()
  const said = { ...wordsOf(name, field, language), isRequired, fault: faultAt(faults, path) }
  if (field.secret) return <SecretField {...said} name={path.slice(1).join('.')} value={value} {...{ onSecret, onChange }} />
  const text = value === undefined ? '' : String(value)
  const known = field.default === undefined || typeof field.default === 'object' ? '' : String(field.default)
  return (
    <Line {...said}>
      {({ id, describedBy, isWrong }) =>
        field.enum ? (
          <select id={id} aria-describedby={describedBy} value={text || known} onChange={(event) => onChange(event.target.value)}>
            {!known && !text && <option value="">{t('make.choose')}</option>}
            {field.enum.map((each) => (
              <option key={each} value={each}>
                {t(`make.choices.${name}.${each}`, { defaultValue: each })}
              </option>
            ))}
          </select>
        ) : field.type === 'boolean' ? (
          <input
            id={id}
            type="checkbox"
            aria-describedby={describedBy}
            checked={value === undefined ? field.default === true : value === true}
            onChange={(event) => onChange(event.target.checked)}
          />
        ) : name === 'query' ? (
          <textarea
            id={id}
            rows={6}
            aria-describedby={describedBy}
            aria-invalid={isWrong}
            value={text}
            spellCheck={false}
            onChange={(event) => onChange(typed(field, event.target.value))}
          />
        ) : (
          <>
            <input
              id={id}
              aria-describedby={describedBy}
              aria-invalid={isWrong}
              value={text}
              placeholder={known}
              list={field.examples && `${id}-list`}
              inputMode={field.type === 'number' || field.type === 'integer' ? 'decimal' : undefined}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => onChange(typed(field, event.target.value))}
            />
            {field.examples && (
              <datalist id={`${id}-list`}>
                {field.examples.map((each) => (
                  <option key={each} value={each} />
                ))}
              </datalist>
            )}
          </>
        )
      }
    </Line>
  )
}

/** Written once and shown to no one: it goes to the server when the field is left, and only its name stays in the form. */
function SecretField({
  name,
  value,
  onSecret,
  onChange,
  ...said
}: Pick<Common, 'onSecret'> & {
  name: string
  value: unknown
  onChange(value: unknown): void
  label: string
  help?: string | undefined
  isRequired: boolean
  fault?: string | undefined
}) {
  const { t } = useText()
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const isKept = typeof value === 'string'
  const tell = (secret: string | null) => {
    onSecret(name, secret).then(
      () => {
        setText('')
        setError(undefined)
      },
      (failure: Error) => {
        setError(failure.message)
        onChange(value)
      },
    )
    // At once: who checks right after typing is not told that the secret is missing.
    onChange(secret === null ? undefined : `secret:${name}`)
  }
  const keep = () => text !== '' && tell(text)
  return (
    <Line {...said} help={`${said.help ?? ''} ${t('make.secretHelp')}`.trim()} fault={error ?? said.fault}>
      {({ id, describedBy, isWrong }) => (
        <span className="make-secret">
          <input
            id={id}
            type="password"
            aria-describedby={describedBy}
            aria-invalid={isWrong}
            value={text}
            placeholder={isKept ? t('make.secretKept') : ''}
            autoComplete="new-password"
            onChange={(event) => setText(event.target.value)}
            onBlur={keep}
            onKeyDown={(event) => event.key === 'Enter' && keep()}
          />
          {isKept && !said.isRequired && (
            <button type="button" onClick={() => tell(null)} aria-describedby={describedBy}>
              {t('make.secretDrop', { field: said.label })}
            </button>
          )}
        </span>
      )}
    </Line>
  )
}

/** Names and texts, a line each: «ten: gia tri». */
export function TableField({
  name,
  field,
  value,
  onChange,
  isRequired,
  path,
  faults,
}: Omit<FieldProps, 'value'> & { value: Settings }) {
  const { t, language } = useText()
  const { label, help } = wordsOf(name, field, language)
  const [text, setText] = useState(() =>
    Object.entries(value)
      .map(([key, each]) => `${key}: ${String(each)}`)
      .join('\n'),
  )
  return (
    <Line
      label={label}
      help={`${help ?? ''} ${t('make.tableHelp')}`.trim()}
      isRequired={isRequired}
      fault={faultAt(faults, path)}
    >
      {({ id, describedBy }) => (
        <textarea
          id={id}
          rows={2}
          aria-describedby={describedBy}
          value={text}
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value)
            const lines = event.target.value.split('\n').flatMap((line): [string, string][] => {
              const [, key, said] = /^\s*([^:\s]+)\s*:\s*(.*)$/.exec(line) ?? []
              return key ? [[key, said ?? '']] : []
            })
            onChange(lines.length > 0 ? Object.fromEntries(lines) : undefined)
          }}
        />
      )}
    </Line>
  )
}

/** What a field is called and its help, in the language of the reader; how files name secrets is no help here. */
export function wordsOf(
  name: string,
  { title, help, titleEn, helpEn }: FormSchema,
  language: string,
): { label: string; help?: string } {
  const isEnglish = language === 'en'
  const said = (isEnglish ? (helpEn ?? help) : help)?.split('«secret:')[0]?.trim()
  return { label: (isEnglish ? titleEn : undefined) ?? title ?? name, ...(said && { help: said }) }
}

export function faultAt(faults: Place[], path: string[]): string | undefined {
  return faults.find((fault) => fault.path.join('.') === path.join('.'))?.message
}

export function asSettings(value: unknown): Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : {}
}
