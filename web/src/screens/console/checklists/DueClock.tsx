import { useNow } from '../../../realtime/clock.ts'
import { useText } from '../../../text/use-text.ts'

const HOUR_S = 3_600

/** How long there is until a moment, or how long ago it was, by the second in the last hour. */
export function DueClock({ at }: { at: string }) {
  const { t, span, minute, day } = useText()
  const due = Date.parse(at)
  const text = useNow((now) => {
    const left = Math.round((due - now) / 1_000)
    const time = Math.abs(left) < HOUR_S ? `${two(Math.abs(left) / 60)}:${two(Math.abs(left) % 60)}` : span(Math.abs(left))
    return t(left < 0 ? 'checklists.lateBy' : 'checklists.left', { time })
  })
  const isLate = useNow((now) => now > due)
  return (
    <time className="due-clock" dateTime={at} title={`${minute(at)} ${day(at)}`} data-late={isLate || undefined}>
      {text}
    </time>
  )
}

const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
