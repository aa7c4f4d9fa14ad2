import { useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { PasswordField } from '../sign-in/PasswordField.tsx'
import { Wrong } from '../sign-in/Wrong.tsx'
import { WhoseLogin } from './WhoseLogin.tsx'

interface Props {
  login: string
  /** What is done once the password was right. */
  does: string
  doing: { mutate(password: string): void; isPending: boolean; error: Error | null; reset(): void }
  onLeave(): void
}

/** The password once more, before something a browser left open must not be enough for. */
export function AskAgain({ login, does, doing, onLeave }: Props) {
  const { t } = useText()
  const [password, setPassword] = useState('')
  return (
    <form
      className="account-again"
      onSubmit={(event) => {
        event.preventDefault()
        doing.mutate(password)
      }}
    >
      <WhoseLogin login={login} />
      <PasswordField label={t('account.step.password')} value={password} autoComplete="current-password" onChange={setPassword} />
      {doing.error && <Wrong error={doing.error} />}
      <div className="account-buttons">
        <button type="submit" className="desk-primary" disabled={password === '' || doing.isPending}>
          {does}
        </button>
        <button
          type="button"
          onClick={() => {
            doing.reset()
            onLeave()
          }}
        >
          {t('account.leave')}
        </button>
      </div>
    </form>
  )
}
