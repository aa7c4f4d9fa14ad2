import { useNow } from '../realtime/clock.ts'
import { useText } from '../text/use-text.ts'

const JUST_NOW_S = 5

/** How long ago, counted here between messages; bare, where a heading says «ago» already. */
export function Age({ at, isBare = false }: { at: string; isBare?: boolean }) {
  const say = useText()
  const then = Date.parse(at)
  const words = (seconds: number) => (isBare && seconds >= JUST_NOW_S ? say.span(seconds) : say.age(seconds))
  return <time dateTime={at}>{useNow((now) => words((now - then) / 1_000))}</time>
}
