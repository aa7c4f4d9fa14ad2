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
      <p>{error.message.slice(0, 500)}</p>
      <button type="button" onClick={tryAgain} disabled={isTrying}>
        {isTrying ? t('scene.retrying') : t('proof.retry')}
      </button>
    </div>
  )
}
