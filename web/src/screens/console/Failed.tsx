import { Unanswered } from '../../api/get.ts'
import { useText } from '../../text/use-text.ts'
import { Shape } from '../../ui/Shape.tsx'

/** What could not be read, in the server's words. */
export function Failed({ error }: { error: Error }) {
  const { t } = useText()
  return (
    <p role="alert" className="console-failed">
      <Shape tone="critical" /> {t('console.failed')} {error instanceof Unanswered ? t('console.unanswered') : error.message}
    </p>
  )
}
