import { type EventAnswer, EventsAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useText } from '../../../text/use-text.ts'
import type { Cube } from '../cube.ts'
import { answerOf } from '../queries.ts'
import type { Settled } from '../settle.ts'
import type { Step } from '../view.ts'
import { type Band, bandsOf } from './bands.ts'

const STEP_MS: Record<Step, number> = { hour: 3_600_000, day: 86_400_000, month: 30.4 * 86_400_000, year: 365 * 86_400_000 }
/** How much of a chart’s width a letter of a label takes, about. */
const LETTER_SHARE = 1 / 150

/** What happened in the chart’s time that bears on what it shows, as known when it is asked of. */
export function useBands(view: Settled, cube: Cube | null): Band[] {
  const { title } = useText()
  const slots = view.isOverTime ? (cube?.slots ?? []) : []
  const [first, last] = [slots[0], slots.at(-1)]
  const { data } = useQuery({
    ...answerOf(addressOf(view, first, last), EventsAnswer),
    enabled: first !== undefined,
  })
  return useMemo(() => {
    if (!data || first === undefined || last === undefined) return []
    const steps = slots.map((at) => Date.parse(at))
    const to = Date.parse(last) + STEP_MS[view.step]
    const labelMs = (label: string) => label.length * LETTER_SHARE * (to - Date.parse(first))
    return bandsOf({ events: data.events, annotations: [] }, { steps, to, labelMs }, (of: EventAnswer['title']) => title(of))
  }, [data, first, last, slots, view.step, title])
}

function addressOf({ indicators, unit, geo, asOf }: Settled, from = '', to = ''): string {
  const params = new URLSearchParams({ from, to })
  for (const indicator of indicators) params.append('indicator', indicator)
  for (const [name, value] of Object.entries({ unit, geo, asOf })) if (value) params.set(name, value)
  return `/api/events?${params}`
}
