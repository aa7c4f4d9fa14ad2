import type { FeedRow } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'
import { Shape } from '../../../ui/Shape.tsx'

/** Why a feed does not run as its schedule says: tried again when, left alone until when, stopped by a person. */
export function Trouble({ feed: { trouble, circuit, state } }: { feed: FeedRow }) {
  const { t, minute, number } = useText()
  if (state === 'stopped')
    return (
      <p className="run-trouble">
        <Shape tone="warn" /> {t('runs.paused')}
      </p>
    )
  if (!trouble) return null
  const how = !trouble.isTransient ? 'person' : trouble.triesAgain ? 'again' : 'slow'
  const at = minute(trouble.nextTryAt)
  return (
    <p className="run-trouble" role="status">
      <Shape tone="critical" />{' '}
      {t(`runs.trouble.${how}`, { failures: number(trouble.failures), next: number(trouble.failures), at })}{' '}
      {circuit &&
        t(`runs.circuit.${circuit.state}`, {
          host: circuit.host,
          failures: number(circuit.failures),
          at: circuit.openUntil ? minute(circuit.openUntil) : '',
        })}
    </p>
  )
}
