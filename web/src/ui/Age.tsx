import { useNow } from '../realtime/clock.ts'
import { useText } from '../text/use-text.ts'

/** How long ago, counted here between messages; bare and short, where a heading says «ago» already or there is little room. */
export function Age({ at, isBare = false }: { at: string; isBare?: boolean }) {
  const say = useText()
  const then = Date.parse(at)
  const words = (seconds: number) => (isBare ? say.span(Math.max(1, seconds)) : say.age(seconds))
  return <time dateTime={at}>{useNow((now) => words((now - then) / 1_000))}</time>
}
