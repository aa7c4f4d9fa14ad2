import { toServerTime } from '../../realtime/clock.ts'
import { useText } from '../../text/use-text.ts'
import { Shape } from '../../ui/Shape.tsx'
import './banner.css'

/** Across the top, so that nobody reads old figures as new ones. */
export function Banner({ since }: { since: number | null }) {
  const { t, clock } = useText()
  if (since === null) return null
  return (
    <p className="banner" role="alert" data-tone="critical">
      <Shape tone="critical" />
      {t('line.banner', { time: clock(toServerTime(since)) })}
    </p>
  )
}
