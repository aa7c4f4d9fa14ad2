import type { Recipient, RecipientsAnswer } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { useAsked } from '../../../ui/use-asked.ts'
import { Failed } from '../Failed.tsx'
import { UnitField } from '../UnitField.tsx'
import { removeRecipient, saveRecipient } from './queries.ts'

const REACHED = ['email', 'sms', 'zalo', 'webhook'] as const

interface Props {
  answer: RecipientsAnswer
  recipient: Recipient | null
  onDone(): void
}

/** Makes or changes one who is told of alerts. */
export function RecipientForm({ answer: { units, plan, recipients }, recipient, onDone }: Props) {
  const { t, title } = useText()
  const asked = useAsked(onDone)
  const client = useQueryClient()
  const id = useId()
  const [name, setName] = useState(recipient?.name ?? '')
  const [unit, setUnit] = useState(recipient?.unit.name ?? '')
  const [role, setRole] = useState(recipient?.role ?? plan.roles[0]?.key ?? '')
  const [addresses, setAddresses] = useState<Partial<Record<string, string>>>(recipient?.addresses ?? {})
  const found = units.find((each) => each.name === unit)
  const key = useRef(recipient?.key ?? null)
  // As it stood when the form was opened, whatever is polled meanwhile.
  const [seen] = useState(recipient && saidOf(recipient))
  const told = () => client.invalidateQueries({ queryKey: ['told'] })
  const saving = useMutation({
    mutationFn: () => {
      key.current ??= keyOf(name, new Set(recipients.map((each) => each.key)))
      const reached = REACHED.flatMap((channel) => (addresses[channel]?.trim() ? [[channel, addresses[channel].trim()]] : []))
      const said = { name, unit: found?.key ?? '', role, addresses: Object.fromEntries(reached) }
      return saveRecipient(key.current, { ...said, seen })
    },
    onSuccess: onDone,
    onSettled: told,
  })
  const removing = useMutation({
    mutationFn: () => removeRecipient(recipient?.key ?? ''),
    onSuccess: onDone,
    onSettled: told,
  })
  return (
    <form
      {...asked}
      className="told-form"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <h2>{recipient ? t('told.people.changeOf', { name: recipient.name }) : t('told.people.add')}</h2>
      <label htmlFor={`${id}name`}>{t('told.people.name')}</label>
      <input id={`${id}name`} value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
      <label htmlFor={`${id}unit`}>{t('told.people.unit')}</label>
      <UnitField id={`${id}unit`} units={units} value={unit} onChange={setUnit} />
      <label htmlFor={`${id}role`}>{t('told.people.role')}</label>
      <select id={`${id}role`} value={role} onChange={(event) => setRole(event.target.value)}>
        {plan.roles.map((each) => (
          <option key={each.key} value={each.key}>
            {title(each.title)}
          </option>
        ))}
      </select>
      {REACHED.map((channel) => (
        <Address
          key={channel}
          label={t(`told.address.${channel}`)}
          example={t(`told.addressExample.${channel}`)}
          value={addresses[channel] ?? ''}
          onChange={(value) => setAddresses({ ...addresses, [channel]: value })}
        />
      ))}
      <div className="told-buttons">
        <button type="submit" className="desk-primary" disabled={name.trim() === '' || !found || saving.isPending}>
          {t('told.people.save')}
        </button>
        <button type="button" onClick={onDone}>
          {t('told.cancel')}
        </button>
        {recipient && (
          <button type="button" disabled={removing.isPending} onClick={() => removing.mutate()}>
            {t('told.people.remove')}
          </button>
        )}
      </div>
      {(saving.error ?? removing.error) && <Failed error={(saving.error ?? removing.error) as Error} />}
    </form>
  )
}

const saidOf = ({ name, unit, role, addresses }: Recipient) => ({ name, unit: unit.key, role, addresses })

function Address({
  label,
  example,
  value,
  onChange,
}: {
  label: string
  example: string
  value: string
  onChange(value: string): void
}) {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        placeholder={example}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  )
}

/** «Nguyễn Thị Lan» becomes `nguyen-thi-lan`, or `-2` where there is one. */
function keyOf(name: string, known: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50)
  const base = plain || 'nguoi-nhan'
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}-${n}`
    if (!known.has(key)) return key
  }
}
