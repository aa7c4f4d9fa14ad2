import type { DraftField, MakingOptions, SeenField, TargetOption } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Arrow } from './Arrow.tsx'

interface Props {
  target: TargetOption
  field: DraftField
  seen: SeenField | undefined
  units: MakingOptions['units']
  label: string
  onChange(field: DraftField): void
}

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
  const { target, field } = props
  const { t } = useText()
  if (field.const !== undefined) return <Fixed {...props} />
  if (target.values.length > 0) return <Values {...props} />
  if (target.type === 'instant' || target.type === 'day') return <Dates {...props} />
  if (target.type === 'integer' || target.type === 'number' || target.type === 'decimal') return <Numbers {...props} />
  if (target.name === 'unit') return <Units {...props} />
  return (
    <span className="make-help">
      {t(field.as === 'code' ? 'make.asCode' : target.type === 'boolean' ? 'make.asBoolean' : 'make.asText')}
    </span>
  )
}

function Fixed({ target, field, units, label, onChange }: Props) {
  const { t, title } = useText()
  const said = { 'aria-label': t('make.fixedFor', { field: label }), value: String(field.const) }
  const put = (value: string) => onChange({ const: value })
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
  if (target.name === 'unit')
    return (
      <select {...said} onChange={(event) => put(event.target.value)}>
        <option value="">{t('make.choose')}</option>
        {units.map(({ key, name, within }) => (
          <option key={key} value={key}>
            {within ? `${name}, ${within}` : name}
          </option>
        ))}
      </select>
    )
  if (target.type === 'day') return <input type="date" {...said} onChange={(event) => put(event.target.value)} />
  return <input {...said} onChange={(event) => put(event.target.value)} />
}

function Dates({ field, seen, label, onChange }: Props) {
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
          const { format: _, ...rest } = field
          onChange(event.target.value === 'iso' ? rest : { ...rest, format: event.target.value.split(' | ') })
        }}
      >
        {known.map((format) => (
          <option key={format} value={format}>
            {t(`make.formats.${format}`, { defaultValue: format })}
          </option>
        ))}
      </select>
      {seen?.eitherWay && <small className="make-watch">{t('make.eitherWay')}</small>}
    </>
  )
}

function Numbers({ field, label, onChange }: Props) {
  const { t } = useText()
  return (
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
