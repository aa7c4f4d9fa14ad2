import type { Message, MessageStatus } from '@ioc/server/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { messagesQuery, receiptsQuery, sendAgain } from './queries.ts'
import './told.css'

const STATES = [undefined, 'waiting', 'sent', 'dead'] as const
const TONE = { waiting: 'not_yet_due', sent: 'good', dead: 'critical' } as const

/** What was sent to whom, and what the other side said to every attempt. */
export function Messages() {
  const { t } = useText()
  const [status, setStatus] = useState<MessageStatus>()
  const { data, error } = useQuery(messagesQuery({ ...(status && { status }) }))
  return (
    <section>
      <div className="console-head">
        <h1>{t('told.messages.title')}</h1>
      </div>
      <div className="console-tabs" role="tablist">
        {STATES.map((each) => (
          <button key={each ?? 'all'} type="button" role="tab" aria-selected={status === each} onClick={() => setStatus(each)}>
            {t(`told.messages.${each ?? 'all'}`)}
          </button>
        ))}
      </div>
      {error && <Failed error={error} />}
      {data && data.messages.length === 0 && <p className="console-empty">{t('told.messages.none')}</p>}
      {data && data.messages.length > 0 && <MessageRows messages={data.messages} />}
    </section>
  )
}

export function MessageRows({ messages }: { messages: Message[] }) {
  const { t } = useText()
  return (
    <table className="desk-table told-messages">
      <thead>
        <tr>
          <th>{t('told.messages.at')}</th>
          <th>{t('told.messages.to')}</th>
          <th>{t('told.messages.what')}</th>
          <th>{t('alerts.state')}</th>
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <Row key={message.id} message={message} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ message }: { message: Message }) {
  const { t, title, minute, day } = useText()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const { id, name, channel, address, headline, status, madeAt, attempts, answer, seenAt, path } = message
  const again = useMutation({
    mutationFn: () => sendAgain(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['told'] }),
  })
  const isHere = channel === 'in_app'
  return (
    <>
      <tr>
        <td>
          {minute(madeAt)} <small>{day(madeAt)}</small>
        </td>
        <td>
          <b>{name}</b>
          <small>
            {t(`told.channel.${channel}`)}
            {address && ` · ${address}`}
          </small>
        </td>
        <td>
          <Link to={path}>{headline}</Link>
          {answer && status !== 'sent' && <small className="desk-wrong">{title(answer)}</small>}
        </td>
        <td>
          <Mark tone={TONE[status]}>{t(`told.messages.${status}`)}</Mark>
          <small>
            {isHere
              ? t(seenAt ? 'told.messages.seen' : 'told.messages.unseen')
              : t('told.messages.attempts', { count: attempts })}
          </small>
          {!isHere && attempts > 0 && (
            <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t(isOpen ? 'alerts.hide' : 'told.messages.receipts')}
            </button>
          )}
          {status === 'dead' && (
            <button type="button" className="desk-primary" disabled={again.isPending} onClick={() => again.mutate()}>
              {t('told.messages.again')}
            </button>
          )}
          {again.error && <Failed error={again.error} />}
        </td>
      </tr>
      {isOpen && <Receipts message={id} />}
    </>
  )
}

function Receipts({ message }: { message: number }) {
  const { t, title, clock, day, number } = useText()
  const { data } = useQuery(receiptsQuery(message))
  return (
    <tr>
      <td colSpan={4}>
        <ol className="told-receipts">
          {data?.attempts.map(({ at, outcome, answer, tookMs }) => (
            <li key={at}>
              <time dateTime={at}>
                {clock(at)} {day(at)}
              </time>
              <Mark tone={outcome === 'sent' ? 'good' : 'critical'}>{t(`told.messages.outcome.${outcome}`)}</Mark>
              <span>{title(answer)}</span>
              <small>{number(tookMs)} ms</small>
            </li>
          ))}
        </ol>
      </td>
    </tr>
  )
}
