import { type EventAnswer, EventsAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useText } from '../../../text/use-text.ts'
import type { Cube } from '../cube.ts'
import { hasNotes, notesQuery } from '../notes/notes.ts'
import { endOf } from '../pictures/slots.ts'
import { answerOf } from '../queries.ts'
import type { Settled } from '../settle.ts'
import { type Band, bandsOf } from './bands.ts'

/** How much of a chart’s width a letter of a label takes, about. */
const LETTER_SHARE = 1 / 95

/** What happened in the chart’s time that bears on what it shows, and what people noted at its points, as known when it is asked of. */
export function useBands(view: Settled, cube: Cube | null): Band[] {
  const { title } = useText()
  const slots = view.isOverTime ? (cube?.slots ?? []) : []
  const [first, last] = [slots[0], slots.at(-1)]
  const { data } = useQuery({
    ...answerOf(addressOf(view, first, last), EventsAnswer),
    enabled: first !== undefined,
  })
  const unit = cube?.rows[0]?.member.key ?? ''
  const end = last === undefined ? '' : endOf(last, view.step)
  const { data: noted } = useQuery({
    ...notesQuery(view, unit, first ?? '', end),
    enabled: hasNotes(view) && unit !== '' && end !== '',
  })
  return useMemo(() => {
    if (!data || first === undefined || last === undefined) return []
    const steps = slots.map((at) => Date.parse(at))
    const to = Date.parse(end)
    const labelMs = (label: string) => label.length * LETTER_SHARE * (to - Date.parse(first))
    return bandsOf(
      { events: data.events, annotations: noted?.annotations ?? [] },
      { steps, to, labelMs },
      (of: EventAnswer['title']) => title(of),
    )
  }, [data, noted, first, last, end, slots, title])
}

function addressOf({ indicators, unit, geo, asOf }: Settled, from = '', to = ''): string {
  const params = new URLSearchParams({ from, to })
  for (const indicator of indicators) params.append('indicator', indicator)
  for (const [name, value] of Object.entries({ unit, geo, asOf })) if (value) params.set(name, value)
  return `/api/events?${params}`
}
