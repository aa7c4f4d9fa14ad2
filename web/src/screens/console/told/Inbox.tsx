import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../../../api/me.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Link } from '../Link.tsx'
import { messagesQuery, recipientsQuery, seeMessages } from './queries.ts'
import './told.css'

/** What whoever is signed in was told and has not read yet. */
export function Inbox() {
  const { t, minute, day } = useText()
  const client = useQueryClient()
  const me = useMe()
  const { data: people } = useQuery(recipientsQuery())
  const recipient = people?.recipients.find(({ name }) => name === me?.name)
  const { data } = useQuery({
    ...messagesQuery({ contact: recipient?.key ?? '', unseen: true }),
    enabled: recipient !== undefined,
  })
  const messages = data?.messages.filter(({ channel }) => channel === 'in_app') ?? []
  const seeing = useMutation({
    mutationFn: () =>
      seeMessages(
        recipient?.key ?? '',
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
