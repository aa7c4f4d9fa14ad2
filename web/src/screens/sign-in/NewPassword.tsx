import { useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { PasswordField } from './PasswordField.tsx'

/** A password twice. Tells it once both are the same, and null until then. */
export function NewPassword({ label, onChange }: { label?: string; onChange(password: string | null): void }) {
  const { t } = useText()
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const tell = (one: string, other: string) => onChange(one !== '' && one === other ? one : null)
  return (
    <>
      <PasswordField
        label={label ?? t('signIn.password')}
        value={first}
        autoComplete="new-password"
        help={t('signIn.invitation.good')}
        onChange={(password) => {
          setFirst(password)
          tell(password, second)
        }}
      />
      <PasswordField
        label={t('signIn.invitation.repeat')}
        value={second}
        autoComplete="new-password"
        {...(second !== '' && !first.startsWith(second) && { help: t('signIn.invitation.differ') })}
        onChange={(password) => {
          setSecond(password)
          tell(first, password)
        }}
      />
    </>
  )
}
