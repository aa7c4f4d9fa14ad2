import type { ScopeSaid } from '@ioc/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { NewForm } from './NewForm.tsx'
import { makeAccount } from './queries.ts'
import { type RoleOfPeople, RolesField } from './RolesField.tsx'

interface Props {
  onMade(made: { name: string; token: string; until: string }): void
  onCancel(): void
}

/** An account for one more person; what it answers is the link by which they set a password. */
export function NewAccount({ onMade, onCancel }: Props) {
  const { t } = useText()
  const id = useId()
  const [login, setLogin] = useState('')
  const [roles, setRoles] = useState<RoleOfPeople[]>([])
  const making = useMutation({
    mutationFn: (named: { name: string; scope: ScopeSaid }) => makeAccount({ ...named, login, roles }),
    onSuccess: (made, { name }) => onMade({ ...made, name }),
  })
  return (
    <NewForm
      title={t('accounts.new')}
      name={t('accounts.name')}
      nameHelp={t('accounts.nameHelp')}
      does={t('accounts.make')}
      isReady={login.trim() !== '' && roles.length > 0}
      making={making}
      onCancel={onCancel}
    >
      <label htmlFor={id}>{t('accounts.login')}</label>
      <input
        id={id}
        value={login}
        maxLength={64}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-describedby={`${id}help`}
        onChange={({ target }) => setLogin(target.value)}
      />
      <small id={`${id}help`}>{t('accounts.loginHelp')}</small>
      <RolesField chosen={roles} onChange={setRoles} />
    </NewForm>
  )
}
