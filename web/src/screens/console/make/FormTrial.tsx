import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { DayField } from '../../../ui/DayField.tsx'
import { fieldsIn } from './form-fields.ts'
import { typed } from './schema.ts'

/** A row typed as whoever fills in the form will type it, to try the form on. */
export function FormTrial({ settings, onTake }: { settings: Record<string, unknown> | undefined; onTake(file: File): void }) {
  const { t } = useText()
  const id = useId()
  const [row, setRow] = useState<Record<string, string>>({})
  const [wrong, setWrong] = useState<string[]>([])
  const fields = fieldsIn(settings).filter(({ title }) => title.trim() !== '')
  const put = (name: string, text: string) => setRow({ ...row, [name]: text })
  const putDay = (name: string, day: string | null) => {
    put(name, day ?? '')
    setWrong([...wrong.filter((each) => each !== name), ...(day === null ? [name] : [])])
  }
  const take = () => {
    const said = fields.map(({ name, type }) => [
      name,
      typed({ type: type === 'number' || type === 'integer' ? type : 'string' }, row[name] ?? ''),
    ])
    onTake(new File([JSON.stringify([Object.fromEntries(said)])], t('make.sample.trial'), { type: 'application/json' }))
  }
  return (
    <div className="make-trial">
      {fields.map(({ name, title, type, choices }) => (
        <div key={name} className="make-line">
          <label htmlFor={`${id}${name}`}>{title}</label>
          {type === 'choice' ? (
            <select id={`${id}${name}`} value={row[name] ?? ''} onChange={(event) => put(name, event.target.value)}>
              <option value="">{t('make.choose')}</option>
              {choices?.map((choice) => (
                <option key={choice}>{choice}</option>
              ))}
            </select>
          ) : type === 'date' ? (
            <DayField id={`${id}${name}`} value={row[name] ?? ''} onChange={(day) => putDay(name, day)} />
          ) : (
            <input id={`${id}${name}`} value={row[name] ?? ''} onChange={(event) => put(name, event.target.value)} />
          )}
        </div>
      ))}
      <button type="button" disabled={wrong.length > 0 || Object.values(row).every((text) => text.trim() === '')} onClick={take}>
        {t('make.sample.take')}
      </button>
    </div>
  )
}
