import { useId, useState } from 'react'
import { useText } from '../../text/use-text.ts'
import './sign-in.css'

interface Props {
  label: string
  value: string
  autoComplete: 'current-password' | 'new-password'
  help?: string
  onChange(value: string): void
}

/** A password, unseen until whoever types it wants to see it. */
export function PasswordField({ label, value, autoComplete, help, onChange }: Props) {
  const { t } = useText()
  const id = useId()
  const [isSeen, setSeen] = useState(false)
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <span className="password-field">
        <input
          id={id}
          type={isSeen ? 'text' : 'password'}
          value={value}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={1_000}
          aria-describedby={help === undefined ? undefined : `${id}help`}
          onChange={({ target }) => onChange(target.value)}
        />
        <button
          type="button"
          aria-controls={id}
          aria-label={t(isSeen ? 'signIn.hideIt' : 'signIn.showIt')}
          onClick={() => setSeen(!isSeen)}
        >
          {t(isSeen ? 'signIn.hide' : 'signIn.show')}
        </button>
      </span>
      {help !== undefined && <small id={`${id}help`}>{help}</small>}
    </>
  )
}
