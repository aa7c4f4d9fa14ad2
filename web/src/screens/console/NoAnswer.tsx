import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { isServerAnswering, onAnswering } from '../../api/answering.ts'
import { useText } from '../../text/use-text.ts'
import { Shape } from '../../ui/Shape.tsx'

/** At the head of every page while the server does not answer; once it does, what failed meanwhile is read again. */
export function NoAnswer() {
  const { t } = useText()
  const client = useQueryClient()
  const isAnswering = useSyncExternalStore(onAnswering, isServerAnswering)
  useEffect(() => {
    if (isAnswering) void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' })
  }, [isAnswering, client])
  if (isAnswering) return null
  return (
    <p role="alert" className="console-failed console-unanswered">
      <Shape tone="critical" /> {t('console.unanswered')}
    </p>
  )
}
