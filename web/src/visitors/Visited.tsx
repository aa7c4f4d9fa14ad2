import { useText } from '../text/use-text.ts'
import { useVisitors } from './visitors.ts'

/** Stands in the header while visitors are there: what is missing is not broken. */
export function Visited() {
  const { t } = useText()
  const visitors = useVisitors()
  return visitors && <strong className="header-visited">{t(`visitors.shows.${visitors}`)}</strong>
}
