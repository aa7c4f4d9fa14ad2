import { useNow } from '../../realtime/clock.ts'
import { connectionOf, frozenSince } from '../../realtime/connection.ts'
import { useLine } from '../../realtime/line-store.ts'

/** What to say about the line now. Looked at again every second, since silence sends no event. */
export function useConnection() {
  const line = useLine()
  const kind = useNow(() => connectionOf(line, Date.now()).kind)
  const frozen = useNow(() => frozenSince(line, Date.now()))
  return { line, kind, frozen }
}
