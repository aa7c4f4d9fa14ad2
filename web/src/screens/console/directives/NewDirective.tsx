import type { AlertTold, IndicatorAnswer, RecipientsAnswer } from '@ioc/server/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { indicatorsQuery } from '../../../api/indicators.ts'
import { useText } from '../../../text/use-text.ts'
import { alertQuery } from '../alerts/queries.ts'
import { Failed } from '../Failed.tsx'
import { pathTo } from '../paths.ts'
import { recipientsQuery } from '../told/queries.ts'
import { UnitField } from '../UnitField.tsx'
import { moveTo } from '../use-path.ts'
import { issue } from './queries.ts'
import './directives.css'

/** The alert or indicator that an address names. */
export function comesOf(search: string): { alert: number | null; indicator: string | null } {
  const asked = new URLSearchParams(search)
  return { alert: Number(asked.get('alert')) || null, indicator: asked.get('indicator') }
}

/** What it came of is told by the directive itself from now on. */
function leaveFor(path: string): void {
  const asked = new URLSearchParams(location.search)
  asked.delete('alert')
  asked.delete('indicator')
  history.replaceState(null, '', `${location.pathname}?${asked}`)
  moveTo(path)
}

/** A directive of an alert, of an indicator, or of nothing that is measured. */
export function NewDirective({ alert, indicator }: { alert: number | null; indicator: string | null }) {
  const { t } = useText()
  const { data: people, error } = useQuery(recipientsQuery())
  const { data: indicators } = useQuery(indicatorsQuery())
  const told = useQuery({ ...alertQuery(alert ?? 0), enabled: alert !== null })
  if (error) return <Failed error={error} />
  if (!people || !indicators || (alert !== null && !told.data)) return <p className="console-empty">{t('console.loading')}</p>
  return <Form units={people.units} indicators={indicators} told={told.data ?? null} indicator={indicator} />
}

interface Props {
  units: RecipientsAnswer['units']
  indicators: IndicatorAnswer[]
  told: AlertTold | null
  indicator: string | null
}

function Form({ units, indicators, told, indicator }: Props) {
  const { t, title } = useText()
  const id = useId()
  const alert = told?.alert
  const about = aboutOf(indicators, alert?.subject ?? indicator)
  const answering = (unit: AlertTold['answers']['beside'] | undefined) => units.find(({ key }) => key === unit?.key)
  const helping = answering(told?.answers.beside)
  const [name, setName] = useState(
    about ? t('directives.form.mend', { title: [title(about.title), alert?.unit?.name].filter(Boolean).join(' – ') }) : '',
  )
  const [body, setBody] = useState('')
  const [number, setNumber] = useState('')
  const [issuedBy, setIssuedBy] = useState('')
  const [unit, setUnit] = useState(answering(told?.answers.unit)?.name ?? '')
  const [beside, setBeside] = useState<string[]>(helping ? [helping.key] : [])
  const [days, setDays] = useState(5)
  const [hours, setHours] = useState('8')
  const [withNumber, setWithNumber] = useState(about !== undefined)
  const [measured, setMeasured] = useState(about ? title(about.title) : '')
  const [is, setIs] = useState<'at_least' | 'at_most'>(about?.direction === 'up' ? 'at_least' : 'at_most')
  const [bound, setBound] = useState(alert?.bound === null || alert?.bound === undefined ? '' : String(alert.bound))
  const [times, setTimes] = useState(3)
  const found = units.find((each) => each.name === unit)
  const known = about ? [about, ...indicators] : indicators
  const wanted = known.find((each) => title(each.title) === measured)
  const limit = Number(bound.replace(',', '.'))
  const condition =
    withNumber && wanted && bound.trim() !== '' && Number.isFinite(limit)
      ? { indicator: wanted.id, unit: alert?.unit?.key ?? units[0]?.key ?? '', is, bound: limit, times, everyHours: 24 }
      : null
  const issuing = useMutation({
    mutationFn: () =>
      issue({
        ...{ title: name, body, issuedBy, unit: found?.key ?? '', beside, workingDays: days },
        ...(number.trim() && { number }),
        ...(hours.trim() && { explainHours: Number(hours) }),
        ...(condition && { condition }),
        ...(alert && { alert: alert.id }),
        ...(about && { subject: about.id }),
      }),
    onSuccess: (directive) => leaveFor(pathTo.directive(directive)),
  })
  const wanting = [
    name.trim() === '' && t('directives.what'),
    issuedBy.trim() === '' && t('directives.form.issuedBy'),
    !found && t('directives.unit'),
    withNumber && !wanted && t('directives.form.indicator'),
    withNumber && wanted && !condition && t('directives.form.bound'),
  ].filter((field) => field !== false)
  return (
    <form
      className="told-form directive-form"
      onSubmit={(event) => {
        event.preventDefault()
        issuing.mutate()
      }}
    >
      <h1>{t('directives.new')}</h1>
      <label htmlFor={`${id}t`}>{t('directives.what')}</label>
      <input id={`${id}t`} value={name} maxLength={300} onChange={(event) => setName(event.target.value)} />
      <label htmlFor={`${id}b`}>{t('directives.body')}</label>
      <textarea id={`${id}b`} rows={4} value={body} maxLength={5_000} onChange={(event) => setBody(event.target.value)} />
      <label htmlFor={`${id}n`}>{t('directives.form.number')}</label>
      <input
        id={`${id}n`}
        value={number}
        maxLength={60}
        placeholder="123/CĐ-UBND"
        onChange={(event) => setNumber(event.target.value)}
      />
      <label htmlFor={`${id}i`}>{t('directives.form.issuedBy')}</label>
      <input
        id={`${id}i`}
        value={issuedBy}
        maxLength={120}
        placeholder={t('directives.form.issuedByExample')}
        onChange={(event) => setIssuedBy(event.target.value)}
      />
      <label htmlFor={`${id}u`}>{t('directives.unit')}</label>
      <UnitField id={`${id}u`} units={units} value={unit} onChange={setUnit} />
      <label htmlFor={`${id}p`}>{t('directives.form.beside')}</label>
      <Beside id={`${id}p`} units={units} chosen={beside} onChange={setBeside} />
      <label htmlFor={`${id}d`}>{t('directives.form.days')}</label>
      <input
        id={`${id}d`}
        type="number"
        min={1}
        max={365}
        value={days}
        onChange={(event) => setDays(Number(event.target.value))}
      />
      <label htmlFor={`${id}h`}>{t('directives.form.explain')}</label>
      <input
        id={`${id}h`}
        inputMode="numeric"
        value={hours}
        onChange={(event) => setHours(event.target.value.replace(/\D/g, ''))}
      />
      <label className="directive-tick">
        <input type="checkbox" checked={withNumber} onChange={(event) => setWithNumber(event.target.checked)} />
        {t('directives.form.withNumber')}
      </label>
      {withNumber && (
        <>
          <label htmlFor={`${id}m`}>{t('directives.form.indicator')}</label>
          <span>
            <input id={`${id}m`} list={`${id}ms`} value={measured} onChange={(event) => setMeasured(event.target.value)} />
            <datalist id={`${id}ms`}>
              {known.map((each) => (
                <option key={each.id} value={title(each.title)} />
              ))}
            </datalist>
          </span>
          <label htmlFor={`${id}is`}>{t('directives.form.must')}</label>
          <span className="directive-must">
            <select id={`${id}is`} value={is} onChange={(event) => setIs(event.target.value as typeof is)}>
              <option value="at_least">{t('directives.form.atLeast')}</option>
              <option value="at_most">{t('directives.form.atMost')}</option>
            </select>
            <input
              aria-label={t('directives.form.bound')}
              inputMode="decimal"
              value={bound}
              onChange={(event) => setBound(event.target.value)}
            />
          </span>
          <label htmlFor={`${id}x`}>{t('directives.form.times')}</label>
          <input
            id={`${id}x`}
            type="number"
            min={1}
            max={60}
            value={times}
            onChange={(event) => setTimes(Number(event.target.value))}
          />
        </>
      )}
      <div className="told-buttons">
        <button type="submit" className="desk-primary" disabled={wanting.length > 0 || issuing.isPending}>
          {t('directives.form.issue')}
        </button>
        {wanting.length > 0 && <small>{t('make.stillWanting', { fields: wanting.join(', ') })}</small>}
      </div>
      {issuing.error && <Failed error={issuing.error} />}
    </form>
  )
}

/** Units that help: each is added by its name, and taken off by a press. */
/** What is to be mended: a number, or of an alert the part of it that is red. */
function aboutOf(indicators: IndicatorAnswer[], of: AlertTold['alert']['subject'] | string | null) {
  if (typeof of === 'string' || of === null) return indicators.find(({ id }) => id === of)
  const indicator = of.kind === 'indicator' ? indicators.find(({ id }) => id === of.id) : undefined
  return indicator && { ...indicator, id: of.key, title: of.title }
}

function Beside({
  id,
  units,
  chosen,
  onChange,
}: {
  id: string
  units: RecipientsAnswer['units']
  chosen: string[]
  onChange(chosen: string[]): void
}) {
  const { t } = useText()
  const [text, setText] = useState('')
  return (
    <span className="directive-beside">
      {chosen.map((key) => {
        const name = units.find((each) => each.key === key)?.name ?? key
        return (
          <button
            key={key}
            type="button"
            title={t('directives.form.takeOff', { name })}
            onClick={() => onChange(chosen.filter((each) => each !== key))}
          >
            {name} ×
          </button>
        )
      })}
      <UnitField
        id={id}
        units={units}
        value={text}
        onChange={(typed) => {
          const found = units.find(({ name }) => name === typed)
          if (found && !chosen.includes(found.key)) onChange([...chosen, found.key])
          setText(found ? '' : typed)
        }}
      />
    </span>
  )
}
