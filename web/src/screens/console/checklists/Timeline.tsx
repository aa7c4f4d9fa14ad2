import type { Checklist, ChecklistEvent } from '@ioc/server/contract'
import { inWorld } from '../../../api/world.ts'
import { useText } from '../../../text/use-text.ts'

/** All that happened, the newest first. */
export function Timeline({ checklist, events }: { checklist: Checklist; events: ChecklistEvent[] }) {
  const { t, minute, dayMonth } = useText()
  return (
    <ol className="checklist-timeline">
      {events.toReversed().map((event, index) => (
        <li key={`${event.at} ${event.kind} ${index}`}>
          <time dateTime={event.at}>
            {minute(event.at)} {dayMonth(event.at)}
          </time>
          <div>
            <b>{t(`checklists.event.${event.kind}`)}</b> <EventSaid checklist={checklist} event={event} />
          </div>
        </li>
      ))}
    </ol>
  )
}

/** Of which step, by whom, and in what words. */
function EventSaid({ checklist, event }: { checklist: Checklist; event: ChecklistEvent }) {
  const { title } = useText()
  const step = checklist.steps.find(({ id }) => id === event.step)
  const text = (name: string) => (typeof event[name] === 'string' && event[name] !== '' ? (event[name] as string) : null)
  const words = text('note') ?? text('why')
  return (
    <>
      {step && title(step.title)}
      {event.by && ` (${event.by})`}
      {words && ` «${words}»`}
      {text('name') && (
        <>
          {' '}
          <a href={inWorld(`/api/checklists/${checklist.id}/files/${event.file}`)} target="_blank" rel="noreferrer">
            {text('name')}
          </a>
        </>
      )}
    </>
  )
}
