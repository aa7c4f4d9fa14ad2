import { PERMISSIONS, type Permission, type ScopeSaid } from '@ioc/server/contract'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { NewForm } from './NewForm.tsx'
import { makeToken } from './queries.ts'

const ALL = Object.keys(PERMISSIONS) as Permission[]
const DAYS = 180
const MOST_DAYS = 366

/** A token for one piece of software, with no more than it needs and for no longer. */
export function NewToken({ onMade, onCancel }: { onMade(made: { name: string; token: string }): void; onCancel(): void }) {
  const { t, title } = useText()
  const id = useId()
  const [days, setDays] = useState(DAYS)
  const [permissions, setPermissions] = useState<Permission[]>([])
  const making = useMutation({
    mutationFn: (named: { name: string; scope: ScopeSaid }) => makeToken({ ...named, permissions, days }),
    onSuccess: ({ token }, { name }) => onMade({ name, token }),
  })
  return (
    <NewForm
      title={t('accounts.tokens.new')}
      name={t('accounts.tokens.name')}
      nameHelp={t('accounts.tokens.nameHelp')}
      does={t('accounts.tokens.make')}
      isReady={permissions.length > 0 && days >= 1 && days <= MOST_DAYS}
      making={making}
      onCancel={onCancel}
    >
      <label htmlFor={id}>{t('accounts.tokens.days')}</label>
      <input
        id={id}
        type="number"
        min={1}
        max={MOST_DAYS}
        value={days}
        onChange={({ target }) => setDays(Number(target.value))}
      />
      <fieldset className="account-permissions">
        <legend>{t('accounts.tokens.permissions')}</legend>
        {ALL.map((permission) => (
          <label key={permission}>
            <input
              type="checkbox"
              checked={permissions.includes(permission)}
              onChange={({ target }) =>
                setPermissions(ALL.filter((each) => (each === permission ? target.checked : permissions.includes(each))))
              }
            />
            {title(PERMISSIONS[permission])}
          </label>
        ))}
      </fieldset>
    </NewForm>
  )
}
