import { Forbidden, NotThere, Refused, Unreadable } from '../api/get.ts'
import { useText } from '../text/use-text.ts'

interface Props {
  error: Error
  isTrying: boolean
  tryAgain: () => void
}

export function Failed({ error, isTrying, tryAgain }: Props) {
  const { t } = useText()
  return (
    <div className="proof-failed" role="alert">
      <p className="proof-failed-what">{t('proof.failed')}</p>
      <p>{useWhy(error)}</p>
      <button type="button" onClick={tryAgain} disabled={isTrying}>
        {isTrying ? t('scene.retrying') : t('proof.retry')}
      </button>
    </div>
  )
}

/** Why a question was not answered and what to do, in words for people; the server's own words after them. */
export function useWhy(error: Error | null): string {
  const { t } = useText()
  if (!error) return ''
  if (error instanceof Unreadable) return t('proof.unreadable')
  if (error instanceof Forbidden) return error.message
  const kind = error instanceof NotThere ? 'notThere' : error instanceof Refused ? 'refused' : 'unanswered'
  return `${t(`proof.${kind}`)} ${t('proof.detail', { detail: error.message.slice(0, 500) })}`
}
