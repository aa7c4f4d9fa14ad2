import type { EventAnswer } from '@ioc/server/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoment } from '../../../text/moment.ts'
import type { Say } from '../../../text/say.ts'
import { formatDay } from '../../../text/time.ts'
import { useText } from '../../../text/use-text.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Failed } from '../Failed.tsx'
import { WhyForm } from '../WhyForm.tsx'
import { History } from './History.tsx'
import { withdrawEvent } from './queries.ts'

interface Props {
  event: EventAnswer
  nameOf(figure: string): string
  onChange(): void
}

const NAMED = 6

/** An event, who says so, and what may be done with it. */
export function EventRow({ event, nameOf, onChange }: Props) {
  const say = useText()
  const { t, title, zone } = say
  const client = useQueryClient()
  const [open, setOpen] = useState<'history' | 'withdraw' | null>(null)
  const { kept } = event
  const withdrawing = useMutation({
    mutationFn: (why: string) => withdrawEvent(event.key, { why, seen: kept?.version ?? 0 }),
    onSuccess: () => {
      setOpen(null)
      return client.invalidateQueries({ queryKey: ['events'] })
    },
  })
  const figures = [...event.domains, ...event.indicators].map(nameOf)
  const act = (action: 'change' | 'again' | 'history' | 'withdraw', onClick: () => void, isOpen?: boolean) => (
    <button
      type="button"
      aria-label={t('events.of', { action: t(`events.${action}`), title: title(event.title) })}
      aria-expanded={isOpen}
      onClick={onClick}
    >
      {t(`events.${action}`)}
    </button>
  )
  return (
    <>
      <tr data-off={kept?.withdrawn || undefined}>
        <td>
          {title(event.title)}
          <small>{t(`events.kinds.${event.kind}`)}</small>
          {kept?.withdrawn && <Mark tone="withdrawn">{t('events.gone')}</Mark>}
        </td>
        <td>{spanSaid(event, say)}</td>
        <td>{few(event.units.map(({ name }) => name)) || t('events.wholeProvince')}</td>
        <td>{few(figures) || t('events.allFigures')}</td>
        <td>
          {event.link ? (
            <a href={event.link} target="_blank" rel="noreferrer">
              {event.source}
            </a>
          ) : (
            event.source
          )}
        </td>
        <td>
          {!kept && t(event.origin === 'units' ? 'events.fromUnits' : 'events.fromCalendar')}
          {kept &&
            (kept.by === null
              ? t('events.fromFile', { at: formatMoment(kept.at, zone) })
              : t('events.by', { by: kept.by, at: formatMoment(kept.at, zone), why: kept.why ?? '' }))}
        </td>
        <td className="event-acts">
          {kept && (
            <>
              {act(kept.withdrawn ? 'again' : 'change', onChange)}
              {act('history', () => setOpen(open === 'history' ? null : 'history'), open === 'history')}
              {!kept.withdrawn && act('withdraw', () => setOpen('withdraw'))}
            </>
          )}
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={7}>
            {open === 'history' && <History event={event.key} />}
            {open === 'withdraw' && (
              <>
                <WhyForm
                  question={t('events.withdrawWhy', { title: title(event.title) })}
                  isBusy={withdrawing.isPending}
                  onSend={(why) => withdrawing.mutate(why)}
                  onCancel={() => setOpen(null)}
                />
                {withdrawing.error && <Failed error={withdrawing.error} />}
              </>
            )}
          </td>
        </tr>
      )}
    </>
  )
}

/** Days as days, the last one included; what is told by the minute so. */
function spanSaid({ from, to, days }: EventAnswer, { t, zone }: Say): string {
  const say = (at: string | number) => (days ? formatDay(at, zone) : formatMoment(at, zone))
  if (to === null) return t('events.since', { from: say(from) })
  const [first, last] = [say(from), say(days ? Date.parse(to) - 1 : to)]
  return first === last ? first : t('events.span', { from: first, to: last })
}

const few = (names: string[]) =>
  names.length > NAMED ? `${names.slice(0, NAMED).join(', ')} +${names.length - NAMED}` : names.join(', ')
