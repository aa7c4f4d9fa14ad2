import { useId, useState } from 'react'
import { useText } from '../../text/use-text.ts'

const KEY = 'ioc-by'

/** Who acted on this machine last; '' where nobody gave a name yet. */
export function keptBy(): string {
  return localStorage.getItem(KEY)?.trim() ?? ''
}

/** Who acts, kept on this machine: there is no sign-in yet. */
export function useBy() {
  const [by, setBy] = useState(() => localStorage.getItem(KEY) ?? '')
  return {
    by: by.trim(),
    field: {
      value: by,
      onChange: (value: string) => {
        setBy(value)
        localStorage.setItem(KEY, value)
      },
    },
  }
}

export function By({ value, onChange }: ReturnType<typeof useBy>['field']) {
  const { t } = useText()
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{t('console.by')}</label>
      <input
        id={id}
        value={value}
        maxLength={80}
        placeholder={t('console.byExample')}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  )
}
