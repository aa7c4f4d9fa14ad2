import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { MessageRows } from './Messages.tsx'
import { ascentQuery } from './queries.ts'
import './told.css'

/** Whom an alert has looked for, who is next, and what they were sent. */
export function Ascent({ alert }: { alert: number }) {
  const { t, title, minute, day } = useText()
  const { data } = useQuery(ascentQuery(alert))
  if (!data) return null
  const { steps, nextAt, messages } = data
  const moment = (at: string) => `${minute(at)} ${day(at)}`
  return (
    <>
      <h2 className="alert-part">{t('told.ascent.title')}</h2>
      {steps.length === 0 && <p className="alert-none">{t(nextAt ? 'told.ascent.soon' : 'told.ascent.nobody')}</p>}
      <ol className="alert-events">
        {steps.map(({ at, role, unit, told }) => (
          <li key={at + role.vi}>
            <Mark tone={told > 0 ? 'good' : 'watch'}>{title(role)}</Mark>
            <span>
              {unit} · {told > 0 ? t('told.ascent.told', { count: told }) : t('told.ascent.gap')}
            </span>
            <time dateTime={at}>{moment(at)}</time>
          </li>
        ))}
      </ol>
      {steps.length > 0 && nextAt && <p className="alert-none">{t('told.ascent.next', { time: moment(nextAt) })}</p>}
      {messages.length > 0 && <MessageRows messages={messages} />}
    </>
  )
}
