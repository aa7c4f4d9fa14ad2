import type { Me } from '@ioc/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { useText } from '../../text/use-text.ts'
import '../../theme/desk.css'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { OtherWays } from './OtherWays.tsx'
import { PasswordField } from './PasswordField.tsx'
import { enter } from './queries.ts'
import './sign-in.css'
import { Wrong } from './Wrong.tsx'

/** Login and password, then the code of the second step where there is one. */
export function SignInForm({ login: known = '', note, onIn }: { login?: string; note: string | null; onIn(me: Me): void }) {
  const { t } = useText()
  const [loginId, codeId] = [useId(), useId()]
  const [login, setLogin] = useState(known)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const entering = useMutation({
    mutationFn: () => enter({ login, password, code }),
    onSuccess: (answer) => (answer.step === 'in' ? onIn(answer.me) : setCode('')),
  })
  const isCode = code !== null
  useEffect(() => {
    const fields = [...(form.current?.querySelectorAll('input') ?? [])]
    fields.find(({ value }) => value === '')?.focus()
  }, [isCode])
  return (
    <form
      ref={form}
      className="sign-in-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!entering.isPending) entering.mutate()
      }}
    >
      <header>
        <strong>Phố Hiến</strong>
        <LanguageSwitch />
      </header>
      <h1>{t('signIn.title')}</h1>
      {note !== null && <p>{note}</p>}
      {isCode ? (
        <>
          <label htmlFor={codeId}>{t('signIn.code')}</label>
          <input
            id={codeId}
            value={code}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={20}
            aria-describedby={`${codeId}help`}
            onChange={({ target }) => setCode(target.value)}
          />
          <small id={`${codeId}help`}>{t('signIn.codeHelp')}</small>
        </>
      ) : (
        <>
          <label htmlFor={loginId}>{t('signIn.login')}</label>
          <input
            id={loginId}
            value={login}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={200}
            onChange={({ target }) => setLogin(target.value)}
          />
          <PasswordField label={t('signIn.password')} value={password} autoComplete="current-password" onChange={setPassword} />
        </>
      )}
      {entering.error && <Wrong error={entering.error} />}
      <button
        type="submit"
        className="desk-primary"
        disabled={entering.isPending || (isCode ? code.trim() === '' : login.trim() === '' || password === '')}
      >
        {t(isCode ? 'signIn.confirm' : 'signIn.go')}
      </button>
      {isCode ? (
        <button
          type="button"
          onClick={() => {
            setCode(null)
            entering.reset()
          }}
        >
          {t('signIn.back')}
        </button>
      ) : (
        <>
          <OtherWays onIn={onIn} />
          <small>{t('signIn.forgotten')}</small>
        </>
      )}
    </form>
  )
}
