import { toServerTime, useNow } from '../../realtime/clock.ts'
import { connectionOf } from '../../realtime/connection.ts'
import { useText } from '../../text/use-text.ts'
import { Mark } from '../../ui/Mark.tsx'
import type { Tone } from '../../ui/Shape.tsx'
import { useConnection } from './use-connection.ts'

const tones = { connecting: 'not_yet_due', live: 'good', reconnecting: 'watch', frozen: 'critical' } satisfies Record<
  string,
  Tone
>

export function Connection() {
  const { t, age, clock } = useText()
  const { line, kind } = useConnection()
  const words = useNow(() => {
    const now = connectionOf(line, Date.now())
    switch (now.kind) {
      case 'connecting':
        return t('line.connecting')
      case 'live':
        return t('line.live', { age: age(now.pulseAge / 1_000) })
      case 'reconnecting':
        return t('line.reconnecting', { time: clock(toServerTime(now.since)) })
      case 'frozen':
        return t('line.frozen', { time: clock(toServerTime(now.since)) })
    }
  })
  return (
    <span className="header-line" data-kind={kind}>
      <Mark tone={tones[kind]}>{words}</Mark>
    </span>
  )
}
