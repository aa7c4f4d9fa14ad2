import { Unanswered } from '../../api/get.ts'
import { useText } from '../../text/use-text.ts'
import { Shape } from '../../ui/Shape.tsx'

/** Why it was not done, in the server’s words. */
export function Wrong({ error }: { error: Error }) {
  const { t } = useText()
  return (
    <p role="alert" className="sign-in-wrong">
      <Shape tone="critical" /> {error instanceof Unanswered ? t('console.unanswered') : error.message}
    </p>
  )
}
