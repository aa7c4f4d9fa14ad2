import type { InvitationAnswer } from '@ioc/server/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../text/use-text.ts'
import '../../theme/desk.css'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { NewPassword } from './NewPassword.tsx'
import { acceptInvitation, invitationQuery } from './queries.ts'
import { SIGN_IN } from './root.ts'
import './sign-in.css'
import { Wrong } from './Wrong.tsx'

/** What a link of invitation opens: its owner sets a password, the first of all a name and a login too, and is signed in, unless there is a second step. */
export function Invitation({ token, onIn }: { token: string; onIn(): void }) {
  const { t } = useText()
  const { data, error } = useQuery(invitationQuery(token))
  if (data) return <Accept token={token} invitation={data} onIn={onIn} />
  return (
    <div className="sign-in-form">
      <h1>{t('signIn.invitation.title')}</h1>
      {error ? <Wrong error={error} /> : <p>{t('signIn.invitation.opening')}</p>}
      {error && <a href={SIGN_IN}>{t('signIn.invitation.toSignIn')}</a>}
    </div>
  )
}

function Accept({ token, invitation, onIn }: { token: string; invitation: InvitationAnswer; onIn(): void }) {
  const { t } = useText()
  const [nameId, loginId] = [useId(), useId()]
  const { isFirst } = invitation
  const [name, setName] = useState(isFirst ? '' : invitation.name)
  const [login, setLogin] = useState(invitation.login)
  const [password, setPassword] = useState<string | null>(null)
  const accepting = useMutation({
    mutationFn: () => acceptInvitation({ token, password: password ?? '', ...(isFirst && { name, login }) }),
    // With a second step it is signed in with as always.
    onSuccess: ({ step }) => (step === 'in' ? onIn() : location.assign(SIGN_IN)),
  })
  return (
    <form
      className="sign-in-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (password !== null && !accepting.isPending) accepting.mutate()
      }}
    >
      <header>
        <strong>Phố Hiến</strong>
        <LanguageSwitch />
      </header>
      <h1>{t(isFirst ? 'signIn.invitation.first' : 'signIn.invitation.title')}</h1>
      <p>{isFirst ? t('signIn.invitation.firstHelp') : t('signIn.invitation.for', { name })}</p>
      {isFirst && (
        <>
          <label htmlFor={nameId}>{t('signIn.invitation.name')}</label>
          <input id={nameId} value={name} autoComplete="name" maxLength={80} onChange={({ target }) => setName(target.value)} />
        </>
      )}
      <label htmlFor={loginId}>{t('signIn.login')}</label>
      <input
        id={loginId}
        value={login}
        readOnly={!isFirst}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        onChange={({ target }) => setLogin(target.value)}
      />
      <NewPassword onChange={setPassword} />
      {accepting.error && <Wrong error={accepting.error} />}
      <button
        type="submit"
        className="desk-primary"
        disabled={password === null || name.trim() === '' || login.trim() === '' || accepting.isPending}
      >
        {t('signIn.invitation.go')}
      </button>
    </form>
  )
}
