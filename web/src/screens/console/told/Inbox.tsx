import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { keptBy } from '../By.tsx'
import { Link } from '../Link.tsx'
import { messagesQuery, recipientsQuery, seeMessages } from './queries.ts'
import './told.css'

/** What whoever works at this machine was told and has not read yet. */
export function Inbox() {
  const { t, minute, day } = useText()
  const client = useQueryClient()
  const { data: people } = useQuery(recipientsQuery())
  const me = people?.recipients.find(({ name }) => name === keptBy())
  const { data } = useQuery({ ...messagesQuery({ contact: me?.key ?? '', unseen: true }), enabled: me !== undefined })
  const messages = data?.messages.filter(({ channel }) => channel === 'in_app') ?? []
  const seeing = useMutation({
    mutationFn: () =>
      seeMessages(
        me?.key ?? '',
        messages.map(({ id }) => id),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['told'] }),
  })
  if (messages.length === 0) return null
  return (
    <section className="told-inbox" aria-label={t('told.inbox.title', { count: messages.length })}>
      <div className="console-head">
        <h2>{t('told.inbox.title', { count: messages.length })}</h2>
        <button type="button" disabled={seeing.isPending} onClick={() => seeing.mutate()}>
          {t('told.inbox.seen')}
        </button>
      </div>
      <ul>
        {messages.slice(0, 5).map(({ id, headline, path, level, madeAt }) => (
          <li key={id}>
            <Mark tone={level ?? 'provisional'}>
              <Link to={path}>{headline}</Link>
            </Mark>
            <time dateTime={madeAt}>
              {minute(madeAt)} {day(madeAt)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  )
}
