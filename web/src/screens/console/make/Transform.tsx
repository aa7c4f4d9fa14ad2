import type { DraftField, MakingOptions, SeenField, TargetOption } from '@ioc/server/contract'
import { useId } from 'react'
import { useText } from '../../../text/use-text.ts'
import { DayField } from '../../../ui/DayField.tsx'
import { Arrow } from './Arrow.tsx'
import { PartAndJoin } from './PartAndJoin.tsx'
import { Scale } from './Scale.tsx'
import { typed } from './schema.ts'
import { UnitOptions } from './UnitOptions.tsx'

interface Props {
  target: TargetOption
  field: DraftField
  seen: SeenField | undefined
  /** Every column of the source. */
  columns: SeenField[]
  units: MakingOptions['units']
  label: string
  onChange(field: DraftField): void
}

/** Stands for a value that is still to be typed. */
const OTHER = '?'

/** Ways of writing dates that a person may choose from, most frequent first. */
const FORMATS = [
  'iso',
  'dd/MM/yyyy',
  'dd/MM/yyyy HH:mm',
  'dd/MM/yyyy HH:mm:ss',
  'HH:mm dd/MM/yyyy',
  'dd-MM-yyyy',
  'yyyyMMdd',
  'yyyyMMddHHmmss',
  'M/d/yyyy',
  'M/d/yyyy H:mm',
  'MM/yyyy',
  'yyyy',
  'excel',
  'rfc822',
]

/** How a column's values become ours: dates, numbers, words, names of units; or the one value that always holds. */
export function Transform(props: Props) {
  const { target, field, columns, label, onChange } = props
  if (field.const !== undefined) return <Fixed {...props} />
  return (
    <>
      <Reading {...props} />
      {field.from && <PartAndJoin {...{ target, field, label, onChange }} seen={columns} />}
    </>
  )
}

function Reading(props: Props) {
  const { target, field, seen } = props
  const { t } = useText()
  if (target.values.length > 0) return <Values {...props} />
  if (target.type === 'instant' || target.type === 'day') return <Dates {...props} />
  if (target.type === 'integer' || target.type === 'number' || target.type === 'decimal') return <Numbers {...props} />
  if (target.name === 'unit') return <Units {...props} />
  const isFree = target.type === 'text' && field.from !== undefined && field.as !== 'code'
  if (isFree && (target.known.length > 0 || field.replace || (seen?.words.length ?? 0) > 0)) return <Words {...props} />
  return (
    <span className="make-help">
      {t(field.as === 'code' ? 'make.asCode' : target.type === 'boolean' ? 'make.asBoolean' : 'make.asText')}
    </span>
  )
}

function Fixed({ target, field, units, label, onChange }: Props) {
  const { t, title } = useText()
  const id = useId()
  const said = { 'aria-label': t('make.fixedFor', { field: label }), value: String(field.const) }
  const isNumber = target.type === 'integer' || target.type === 'number'
  const put = (value: string) =>
    onChange({ const: isNumber ? ((typed({ type: 'number' }, value) as number | string | undefined) ?? '') : value })
  if (target.values.length > 0)
    return (
      <select {...said} onChange={(event) => put(event.target.value)}>
        {target.values.map((each) => (
          <option key={each.value} value={each.value}>
            {title(each.title)}
          </option>
        ))}
      </select>
    )
  const isOther = target.known.length > 0 && field.const !== '' && !target.known.some(({ value }) => value === field.const)
  if (target.known.length > 0)
    return (
      <>
        <select {...said} value={isOther ? OTHER : said.value} onChange={(event) => put(event.target.value)}>
          <option value="">{t('make.choose')}</option>
          {target.known.map((each) => (
            <option key={each.value} value={each.value}>
              {title(each.title)}
            </option>
          ))}
          <option value={OTHER}>{t('make.otherValue')}</option>
        </select>
        {isOther && (
          <input
            aria-label={t('make.otherValueFor', { field: label })}
            value={field.const === OTHER ? '' : said.value}
            onChange={(event) => put(event.target.value || OTHER)}
          />
        )}
      </>
    )
  if (target.type === 'boolean')
    return (
      <select {...said} onChange={(event) => onChange({ const: event.target.value === 'true' })}>
        <option value="true">{t('make.true')}</option>
        <option value="false">{t('make.false')}</option>
      </select>
    )
  if (target.name === 'unit')
    return (
      <select {...said} onChange={(event) => put(event.target.value)}>
        <option value="">{t('make.choose')}</option>
        <UnitOptions units={units} />
      </select>
    )
  if (target.type === 'day')
    return <DayField id={id} aria-label={said['aria-label']} value={said.value} onChange={(day) => put(day ?? '')} />
  return <input {...said} onChange={(event) => put(event.target.value)} />
}

function Dates({ target, field, seen, label, onChange }: Props) {
  const { t } = useText()
  const chosen = field.format ?? []
  const value = chosen.join(' | ')
  const known = FORMATS.includes(value) || value === '' ? FORMATS : [value, ...FORMATS]
  return (
    <>
      <select
        aria-label={t('make.formatFor', { field: label })}
        value={value || 'iso'}
        onChange={(event) => {
          const { format: _, edge: __, ...rest } = field
          const format = event.target.value.split(' | ')
          // A figure told for a month or a year speaks of it up to its last day, unless told otherwise.
          const isWide = target.name === 'as_of' && !format.some(hasDay)
          onChange(event.target.value === 'iso' ? rest : { ...rest, format, ...(isWide && { edge: 'last' }) })
        }}
      >
        {known.map((format) => (
          <option key={format} value={format}>
            {t(`make.formats.${format}`, { defaultValue: format })}
          </option>
        ))}
      </select>
      {seen?.eitherWay && <small className="make-watch">{t('make.eitherWay')}</small>}
      {target.type === 'day' && chosen.some((format) => !hasDay(format)) && (
        <label className="make-tick">
          <input
            type="checkbox"
            checked={field.edge === 'last'}
            onChange={(event) => {
              const { edge: _, ...rest } = field
              onChange(event.target.checked ? { ...rest, edge: 'last' } : rest)
            }}
          />
          {t('make.lastDay')}
        </label>
      )}
    </>
  )
}

function hasDay(format: string): boolean {
  return format.includes('d') || format === 'iso' || format === 'excel' || format === 'rfc822'
}

function Numbers({ field, columns, label, onChange }: Props) {
  const { t } = useText()
  return (
    <>
      <select
        aria-label={t('make.numbersFor', { field: label })}
        value={field.numbers ?? ''}
        onChange={(event) => {
          const { numbers: _, ...rest } = field
          onChange(event.target.value === '' ? rest : { ...rest, numbers: event.target.value as 'vi' | 'en' })
        }}
      >
        <option value="">{t('make.numbers.plain')}</option>
        <option value="vi">{t('make.numbers.vi')}</option>
        <option value="en">{t('make.numbers.en')}</option>
      </select>
      <Scale {...{ field, label, onChange }} seen={columns} />
    </>
  )
}

/** Words of a free field, each told what it stands for where that is something else; one left alone stays as it is. */
function Words({ target, field, seen, label, onChange }: Props) {
  const { t, title, number } = useText()
  const replace = field.replace ?? {}
  const words = [...new Set([...(seen?.words.map(({ word }) => word) ?? []), ...Object.keys(replace)])]
  const put = (word: string, ours: string) => {
    const { [word]: _, ...rest } = replace
    const next = ours.trim() === '' ? rest : { ...rest, [word]: ours.trim() }
    const { replace: __, ...others } = field
    onChange(Object.keys(next).length === 0 ? others : { ...others, replace: next })
  }
  return (
    <details className="make-words" open={target.known.length > 0 || undefined}>
      <summary>{t('make.otherWords', { known: number(Object.keys(replace).length), all: number(words.length) })}</summary>
      <ul>
        {words.map((word) => {
          const said = { 'aria-label': t('make.wordFor', { word, field: label }) }
          const ours = String(replace[word] ?? '')
          return (
            <li key={word}>
              <span>{word}</span> <Arrow />
              {target.known.length > 0 ? (
                <select {...said} value={ours} onChange={(event) => put(word, event.target.value)}>
                  <option value="">{t('make.asItIs')}</option>
                  {ours !== '' && !target.known.some(({ value }) => value === ours) && <option>{ours}</option>}
                  {target.known.map((each) => (
                    <option key={each.value} value={each.value}>
                      {title(each.title)}
                    </option>
                  ))}
                </select>
              ) : (
                <input
                  {...said}
                  defaultValue={ours}
                  placeholder={t('make.asItIs')}
                  onBlur={(event) => put(word, event.target.value)}
                />
              )}
            </li>
          )
        })}
      </ul>
    </details>
  )
}

/** The source's words, each with ours; a word without one holds its row until somebody says. */
function Values({ target, field, seen, label, onChange }: Props) {
  const { t, title, number } = useText()
  const values = field.values ?? {}
  const words = [...new Set([...(seen?.words.map(({ word }) => word) ?? []), ...Object.keys(values)])].filter(
    (word) => word !== '*',
  )
  const open = words.filter((word) => values[word] === undefined)
  const put = (word: string, ours: string) => {
    const { [word]: _, ...rest } = values
    onChange({ ...field, values: ours === '' ? rest : { ...rest, [word]: ours } })
  }
  const pick = (word: string, label: string) => (
    <select aria-label={label} value={String(values[word] ?? '')} onChange={(event) => put(word, event.target.value)}>
      <option value="">{t('make.hold')}</option>
      {target.values.map((each) => (
        <option key={each.value} value={each.value}>
          {title(each.title)}
        </option>
      ))}
    </select>
  )
  return (
    <details className="make-words" open={open.length > 0 || undefined}>
      <summary>
        {t('make.words', { known: number(words.length - open.length), all: number(words.length) })}
        {open.length > 0 && <strong className="make-watch"> {t('make.wordsOpen', { n: number(open.length) })}</strong>}
      </summary>
      <ul>
        {words.map((word) => (
          <li key={word} data-open={values[word] === undefined || undefined}>
            <span>{word}</span> <Arrow /> {pick(word, t('make.wordFor', { word, field: label }))}
          </li>
        ))}
        <li>
          <span>{t('make.anyOther')}</span> <Arrow /> {pick('*', t('make.wordFor', { word: t('make.anyOther'), field: label }))}
        </li>
      </ul>
    </details>
  )
}

function Units({ field, seen }: Props) {
  const { t, number } = useText()
  const told = Object.keys(field.replace ?? {}).length
  return (
    <span className="make-help">
      {t('make.asUnit')} {seen && t('make.unitShare', { percent: number(seen.unitPercent) })}
      {told > 0 && ` ${t('make.toldApart', { n: number(told) })}`}
    </span>
  )
}
