import { type AccountAnswer, ROLES_OF_PEOPLE, type ScopeSaid } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'
import { Failed } from '../Failed.tsx'
import { type AccountAct, act, changeAccount, invite } from './queries.ts'
import { RolesField } from './RolesField.tsx'
import { ScopeField } from './ScopeField.tsx'

interface Props {
  account: AccountAnswer
  onInvited(made: { name: string; token: string; until: string }): void
  onClose(): void
}

/** What may be done about an account: another name, other roles, another scope, a new link, the way out for whoever uses it. */
export function ChangeAccount({ account, onInvited, onClose }: Props) {
  const { t } = useText()
  const id = useId()
  const client = useQueryClient()
  const settled = { onSettled: () => client.invalidateQueries({ queryKey: ['accounts'] }) }
  const [name, setName] = useState(account.name)
  const [roles, setRoles] = useState(() => ROLES_OF_PEOPLE.filter((role) => account.roles.includes(role)))
  const [scope, setScope] = useState<ScopeSaid | null>(account.scope)
  const changing = useMutation({
    mutationFn: () => changeAccount(account.id, { name, roles, scope: scope ?? account.scope, seen: account.changedAt }),
    ...settled,
  })
  const acting = useMutation({ mutationFn: (does: AccountAct) => act(account.id, does), ...settled })
  const inviting = useMutation({
    mutationFn: () => invite(account.id),
    onSuccess: (made) => onInvited({ ...made, name: account.name }),
    ...settled,
  })
  const isBusy = changing.isPending || acting.isPending || inviting.isPending
  const done = acting.isSuccess ? acting.variables : changing.isSuccess ? 'change' : null
  const error = changing.error ?? acting.error ?? inviting.error
  const button = (does: AccountAct) => (
    <button
      type="button"
      disabled={isBusy}
      onClick={() => {
        changing.reset()
        acting.mutate(does)
      }}
    >
      {t(`accounts.acts.${does}`)}
    </button>
  )
  return (
    <form
      className="account-form"
      aria-label={t('accounts.changeOf', { name: account.name })}
      onSubmit={(event) => {
        event.preventDefault()
        acting.reset()
        changing.mutate()
      }}
    >
      <label htmlFor={id}>{t('accounts.name')}</label>
      <input id={id} value={name} maxLength={80} autoComplete="off" onChange={({ target }) => setName(target.value)} />
      <RolesField chosen={roles} onChange={setRoles} />
      <ScopeField scope={scope} onChange={setScope} />
      <small>{t('accounts.saveHelp')}</small>
      <div className="account-buttons">
        <button type="submit" className="desk-primary" disabled={name.trim() === '' || scope === null || isBusy}>
          {t('accounts.save')}
        </button>
        {account.disabledAt === null && (
          <button type="button" disabled={isBusy} onClick={() => inviting.mutate()}>
            {t('accounts.acts.invite')}
          </button>
        )}
        {account.disabledAt === null && button('end')}
        {account.hasSecondStep && button('step')}
        {button(account.disabledAt === null ? 'disable' : 'enable')}
        <button type="button" onClick={onClose}>
          {t('accounts.close')}
        </button>
      </div>
      {done !== null && (
        <p role="status" className="account-done">
          <Shape tone="good" /> {t(`accounts.done.${done}`)}
        </p>
      )}
      {error && <Failed error={error} />}
    </form>
  )
}
