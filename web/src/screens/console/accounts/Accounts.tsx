import { type AccountAnswer, ROLES, type Role } from '@ioc/server/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoment } from '../../../text/moment.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { SIGN_IN } from '../../sign-in/root.ts'
import { Failed } from '../Failed.tsx'
import './accounts.css'
import { ChangeAccount } from './ChangeAccount.tsx'
import { NewAccount } from './NewAccount.tsx'
import { Once } from './Once.tsx'
import { accountsQuery } from './queries.ts'
import { ScopeSaid } from './ScopeSaid.tsx'

interface Link {
  name: string
  token: string
  until: string
}

/** Who may sign in, with which roles, and what they see. */
export function Accounts() {
  const { t, zone } = useText()
  const client = useQueryClient()
  const { data, error } = useQuery(accountsQuery())
  const [isMaking, setMaking] = useState(false)
  const [open, setOpen] = useState<number | null>(null)
  const [link, setLink] = useState<Link | null>(null)
  if (error && !data) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const made = (next: Link) => {
    setLink(next)
    setMaking(false)
    void client.invalidateQueries({ queryKey: ['accounts'] })
  }
  return (
    <section className="accounts">
      <div className="console-head">
        <h1>{t('accounts.title')}</h1>
        {!isMaking && (
          <button type="button" className="desk-primary" onClick={() => setMaking(true)}>
            {t('accounts.new')}
          </button>
        )}
      </div>
      <p>{t('accounts.help')}</p>
      {isMaking && <NewAccount onMade={made} onCancel={() => setMaking(false)} />}
      {link && (
        <Once
          name={t('accounts.link', { name: link.name })}
          help={t('accounts.linkHelp', { until: formatMoment(link.until, zone) })}
          text={`${location.origin}${SIGN_IN}#${link.token}`}
          onClose={() => setLink(null)}
        />
      )}
      <table className="desk-table">
        <thead>
          <tr>
            {(['who', 'roles', 'scope', 'state', 'seen'] as const).map((column) => (
              <th key={column}>{t(`accounts.column.${column}`)}</th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {data.map((account) => (
            <Row
              key={account.id}
              account={account}
              isOpen={open === account.id}
              onOpen={() => setOpen(open === account.id ? null : account.id)}
              onInvited={made}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface RowProps {
  account: AccountAnswer
  isOpen: boolean
  onOpen(): void
  onInvited(made: Link): void
}

function Row({ account, isOpen, onOpen, onInvited }: RowProps) {
  const { t, title, zone } = useText()
  const { name, login, roles, scope, disabledAt, hasPassword, hasSecondStep, seenAt } = account
  const state = disabledAt !== null ? 'off' : hasPassword ? 'on' : 'invited'
  return (
    <>
      <tr data-off={disabledAt !== null || undefined}>
        <td>
          {name}
          <small>{login}</small>
        </td>
        <td>
          {roles.flatMap((role) => (ROLES[role as Role] ? [title(ROLES[role as Role].title)] : [])).join(', ') ||
            t('accounts.noRole')}
        </td>
        <td>
          <ScopeSaid scope={scope} />
        </td>
        <td>
          <Mark tone={{ on: 'good', invited: 'not_yet_due', off: 'withdrawn' }[state] as 'good'}>
            {t(`accounts.state.${state}`)}
          </Mark>
          {hasSecondStep && <small>{t('accounts.state.secondStep')}</small>}
        </td>
        <td>{seenAt === null ? t('accounts.never') : formatMoment(seenAt, zone)}</td>
        <td>
          <button type="button" aria-expanded={isOpen} aria-label={t('accounts.changeOf', { name })} onClick={onOpen}>
            {t('accounts.change')}
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={6}>
            <ChangeAccount account={account} onInvited={onInvited} onClose={onOpen} />
          </td>
        </tr>
      )}
    </>
  )
}
