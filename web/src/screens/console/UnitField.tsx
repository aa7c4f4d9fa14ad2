import { useId } from 'react'
import { useText } from '../../text/use-text.ts'

interface Props {
  id: string
  units: readonly { key: string; name: string }[]
  /** What is typed: a unit’s name once it is one. */
  value: string
  onChange(name: string): void
}

/** A unit, found by typing its name; what is none is said to be none. */
export function UnitField({ id, units, value, onChange }: Props) {
  const { t } = useText()
  const list = useId()
  const isNone = value !== '' && !units.some(({ name }) => name === value)
  return (
    <span>
      <input
        id={id}
        list={list}
        value={value}
        placeholder={t('told.people.findUnit')}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {units.map(({ key, name }) => (
          <option key={key} value={name} />
        ))}
      </datalist>
      {isNone && <small className="desk-wrong">{t('told.people.noUnit')}</small>}
    </span>
  )
}
