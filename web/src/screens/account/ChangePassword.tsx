import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { Shape } from '../../ui/Shape.tsx'
import { NewPassword } from '../sign-in/NewPassword.tsx'
import { PasswordField } from '../sign-in/PasswordField.tsx'
import { Wrong } from '../sign-in/Wrong.tsx'
import { changePassword } from './queries.ts'
import { WhoseLogin } from './WhoseLogin.tsx'

export function ChangePassword({ login }: { login: string }) {
  const { t } = useText()
  const client = useQueryClient()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState<string | null>(null)
  const [changes, setChanges] = useState(0)
  const changing = useMutation({
    mutationFn: () => changePassword({ current, next: next ?? '' }),
    onSuccess: () => {
      setCurrent('')
      setNext(null)
      setChanges((before) => before + 1)
      return client.invalidateQueries({ queryKey: ['me'] })
    },
  })
  return (
    <form
      className="account-part"
      aria-label={t('account.password.title')}
      onSubmit={(event) => {
        event.preventDefault()
        changing.mutate()
      }}
    >
      <h2>{t('account.password.title')}</h2>
      <p>{t('account.password.help')}</p>
      <WhoseLogin login={login} />
      <PasswordField
        label={t('account.password.current')}
        value={current}
        autoComplete="current-password"
        onChange={setCurrent}
      />
      <NewPassword key={changes} label={t('account.password.next')} onChange={setNext} />
      {changing.error && <Wrong error={changing.error} />}
      {changing.isSuccess && (
        <p role="status" className="account-done">
          <Shape tone="good" /> {t('account.password.done')}
        </p>
      )}
      <button type="submit" className="desk-primary" disabled={current === '' || next === null || changing.isPending}>
        {t('account.password.go')}
      </button>
    </form>
  )
}
