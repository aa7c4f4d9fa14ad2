import { NotThere } from '../../api/get.ts'
import { useText } from '../../text/use-text.ts'
import './scene-failed.css'

interface Props {
  scene: string
  error: Error
  isTrying: boolean
  tryAgain: () => void
}

/** The wall has nothing to show: say what happened, what to do, and keep trying. */
export function SceneFailed({ scene, error, isTrying, tryAgain }: Props) {
  const { t } = useText()
  const missing = error instanceof NotThere
  return (
    <main className="scene-failed" role="alert">
      <h1>{missing ? t('scene.missing', { scene }) : t('scene.failed')}</h1>
      <p>{missing ? t('scene.missingHelp') : t('scene.failedHelp')}</p>
      <p className="scene-failed-cause">{t('scene.cause', { cause: error.message.slice(0, 200) })}</p>
      <div className="scene-failed-actions">
        <button type="button" onClick={tryAgain} disabled={isTrying}>
          {isTrying ? t('scene.retrying') : t('scene.retry')}
        </button>
        {missing && <a href="/wall">{t('scene.overview')}</a>}
      </div>
    </main>
  )
}
