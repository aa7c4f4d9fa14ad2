import { useWhy } from '../../proof/Failed.tsx'
import { useText } from '../../text/use-text.ts'

/** Why a question was not answered, and a button to ask it again. */
export function Unanswered({ error, again }: { error: Error; again(): void }) {
  const { t } = useText()
  return (
    <p role="alert" className="explore-said">
      {useWhy(error)}{' '}
      <button type="button" onClick={again}>
        {t('explore.again')}
      </button>
    </p>
  )
}
