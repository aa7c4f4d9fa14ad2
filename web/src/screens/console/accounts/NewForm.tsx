import type { ScopeSaid } from '@ioc/server/contract'
import { type ReactNode, useId, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { useAsked } from '../../../ui/use-asked.ts'
import { Failed } from '../Failed.tsx'
import { ScopeField, USUAL } from './ScopeField.tsx'

interface Named {
  name: string
  scope: ScopeSaid
}

interface Props {
  /** What the form is called, its name asked by, and what its button does. */
  title: string
  name: string
  nameHelp: string
  does: string
  /** Whether what stands between name and scope is filled in. */
  isReady: boolean
  making: { mutate(named: Named): void; isPending: boolean; error: Error | null }
  onCancel(): void
  children: ReactNode
}

/** A form for one more account or token: what it is called, what it may, and what it sees. */
export function NewForm({ title, name: asked, nameHelp, does, isReady, making, onCancel, children }: Props) {
  const { t } = useText()
  const keys = useAsked(onCancel)
  const id = useId()
  const [name, setName] = useState('')
  const [scope, setScope] = useState<ScopeSaid | null>(USUAL)
  return (
    <form
      {...keys}
      className="desk-form account-form"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault()
        if (scope !== null) making.mutate({ name, scope })
      }}
    >
      <label htmlFor={`${id}name`}>{asked}</label>
      <input
        id={`${id}name`}
        value={name}
        maxLength={80}
        autoComplete="off"
        aria-describedby={`${id}help`}
        onChange={({ target }) => setName(target.value)}
      />
      <small id={`${id}help`}>{nameHelp}</small>
      {children}
      <ScopeField scope={scope} onChange={setScope} />
      {making.error && <Failed error={making.error} />}
      <div className="account-buttons">
        <button type="button" onClick={onCancel}>
          {t('console.cancel')}
        </button>
        <button
          type="submit"
          className="desk-primary"
          disabled={name.trim() === '' || scope === null || !isReady || making.isPending}
        >
          {does}
        </button>
      </div>
    </form>
  )
}
