import { useState } from 'react'
import { useText } from '../../../../text/use-text.ts'
import type { KnownItems } from './items.ts'

const OTHER = '\u0000other'

/** What a column's figures are of: as the column is called, one of those known, or a name of one's own. */
export function ItemPicker({
  label,
  heading,
  value,
  known,
  onChange,
}: {
  label: string
  heading: string
  value: string
  known: KnownItems[]
  onChange(item: string): void
}) {
  const { t, title } = useText()
  const isKnown = value === heading || known.some(({ items }) => items.some(({ vi }) => vi === value))
  const [isTyped, setTyped] = useState(!isKnown)
  if (known.length === 0) return <input aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} />
  return (
    <>
      <select
        aria-label={label}
        value={isTyped ? OTHER : value}
        onChange={({ target }) => {
          setTyped(target.value === OTHER)
          if (target.value !== OTHER) onChange(target.value)
        }}
      >
        <option value={heading}>{t('make.read.itemAsCalled', { heading })}</option>
        {known.map(({ of, items }) => (
          <optgroup key={of.vi} label={title(of)}>
            {items.map((item) => (
              <option key={item.vi} value={item.vi}>
                {title(item)}
              </option>
            ))}
          </optgroup>
        ))}
        <option value={OTHER}>{t('make.otherValue')}</option>
      </select>
      {isTyped && (
        <input
          aria-label={t('make.otherValueFor', { field: label })}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </>
  )
}
