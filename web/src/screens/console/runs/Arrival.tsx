import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../text/use-text.ts'
import { arrivalQuery } from '../queries.ts'

/** How late the figures of a feed come, once enough have. */
export function Arrival({ feed }: { feed: string }) {
  const { t, span } = useText()
  const { data } = useQuery(arrivalQuery(feed))
  return data ? <p className="run-arrival">{t('runs.arrival', { half: span(data.half), most: span(data.most) })}</p> : null
}
