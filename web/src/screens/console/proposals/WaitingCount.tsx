import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../../api/me.ts'
import { useText } from '../../../text/use-text.ts'
import { proposalsQuery } from './queries.ts'

/** How many changes wait for whoever lets them through. */
export function WaitingCount() {
  const { t, number } = useText()
  const may = useMay()
  const { data } = useQuery({ ...proposalsQuery('open'), enabled: may('changes.decide') })
  const waiting = data?.proposals.filter(({ state, isMine }) => state === 'waiting' && !isMine).length ?? 0
  return waiting === 0 ? null : <b title={t('proposals.waiting', { count: waiting })}>{number(waiting)}</b>
}
