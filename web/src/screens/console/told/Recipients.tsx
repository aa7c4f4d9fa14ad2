import type { Recipient, RecipientsAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Failed } from '../Failed.tsx'
import { Chains } from './Chains.tsx'
import { recipientsQuery } from './queries.ts'
import { RecipientForm } from './RecipientForm.tsx'
import { Roster } from './Roster.tsx'
import './told.css'

/** Who is told of alerts, who is on duty, and who is told next where nobody answers. */
export function Recipients() {
  const { t } = useText()
  const { data, error } = useQuery(recipientsQuery())
  const [open, setOpen] = useState<string | null>(null)
  if (error) return <Failed error={error} />
  if (!data) return <p className="console-empty">{t('console.loading')}</p>
  const chosen = data.recipients.find(({ key }) => key === open) ?? null
  return (
    <section className="told-people">
      <div className="console-head">
        <h1>{t('told.people.title')}</h1>
        <button type="button" className="desk-primary" onClick={() => setOpen('')}>
          {t('told.people.add')}
        </button>
      </div>
      {open !== null && <RecipientForm key={open} answer={data} recipient={chosen} onDone={() => setOpen(null)} />}
      <Gaps {...data} />
      <People {...data} onOpen={setOpen} />
      <Roster {...data} />
      <Chains plan={data.plan} />
    </section>
  )
}

/** Roles that the plan looks for and nobody has: alerts pass over them. */
function Gaps({ gaps, plan }: Pick<RecipientsAnswer, 'gaps' | 'plan'>) {
  const { t, title, number } = useText()
  if (gaps.length === 0) return null
  const roleOf = (key: string) => title(plan.roles.find((role) => role.key === key)?.title ?? { vi: key, en: key })
  return (
    <details className="told-gaps">
      <summary>
        <Mark tone="watch">{t('told.people.gaps', { count: number(gaps.length) })}</Mark>
      </summary>
      <ul>
        {gaps.map(({ unit, roles }) => (
          <li key={unit.key}>
            <b>{unit.name}</b>: {roles.map(roleOf).join(', ')}
          </li>
        ))}
      </ul>
    </details>
  )
}

function People({ recipients, plan, onOpen }: RecipientsAnswer & { onOpen(key: string): void }) {
  const { t, title } = useText()
  if (recipients.length === 0) return <p className="console-empty">{t('told.people.none')}</p>
  const rank = ({ role }: Recipient) => plan.roles.findIndex(({ key }) => key === role)
  const sorted = [...recipients].sort((a, b) => a.unit.name.localeCompare(b.unit.name, 'vi') || rank(a) - rank(b))
  return (
    <table className="desk-table">
      <thead>
        <tr>
          <th>{t('told.people.name')}</th>
          <th>{t('told.people.unit')}</th>
          <th>{t('told.people.role')}</th>
          <th>{t('told.people.reached')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {sorted.map((recipient) => (
          <tr key={recipient.key}>
            <td>
              <b>{recipient.name}</b>
              {recipient.simulated && <small>{t('told.people.simulated')}</small>}
              {recipient.duty && <small className="told-duty">{t('told.people.duty')}</small>}
            </td>
            <td>{recipient.unit.name}</td>
            <td>{title(plan.roles[rank(recipient)]?.title ?? { vi: recipient.role, en: recipient.role })}</td>
            <td className="told-addresses">
              {Object.entries(recipient.addresses).map(([channel, address]) => (
                <span key={channel}>
                  {t(`told.channel.${channel}`)}: {address}
                </span>
              ))}
              <span>{t('told.channel.in_app')}</span>
            </td>
            <td>
              <button
                type="button"
                aria-label={t('told.people.changeOf', { name: recipient.name })}
                onClick={() => onOpen(recipient.key)}
              >
                {t('told.people.change')}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
