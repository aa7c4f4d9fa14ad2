import { useNow } from '../realtime/clock.ts'
import { useText } from '../text/use-text.ts'

/** How long ago, counted here between messages; bare, where a heading says «ago» already. */
export function Age({ at, isBare = false }: { at: string; isBare?: boolean }) {
  const say = useText()
  const then = Date.parse(at)
  return <time dateTime={at}>{useNow((now) => say[isBare ? 'span' : 'age']((now - then) / 1_000))}</time>
}
