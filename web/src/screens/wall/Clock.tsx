import { lunarDate } from '@ioc/server/contract'
import { useNow } from '../../realtime/clock.ts'
import { dateOf } from '../../text/time.ts'
import { useText } from '../../text/use-text.ts'
import { Digits } from '../../ui/Digits.tsx'

/** The time and date of the province, by the server's clock. */
export function Clock() {
  const { t, clock, day, weekday, zone } = useText()
  const time = useNow(clock)
  const date = useNow((now) => `${weekday(now)}, ${day(now)}`)
  const lunar = useNow((now) => {
    const { leap, ...words } = lunarDate(dateOf(now, zone))
    return t(leap ? 'date.leap' : 'date.lunar', words)
  })
  return (
    <>
      <p className="header-date">
        <span>{date}</span>
        <span>{lunar}</span>
      </p>
      <time className="header-clock">
        <Digits text={time} />
      </time>
    </>
  )
}
