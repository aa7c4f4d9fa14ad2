import { Suspense, useContext } from 'react'
import { NotThere } from '../../api/get.ts'
import { useText } from '../../text/use-text.ts'
import { lazily } from '../../ui/lazily.ts'
import { ByHand } from './scene-context.ts'
import './scene-failed.css'

const SceneList = lazily(() => import('./SceneList.tsx'))

interface Props {
  scene: string
  error: Error
  isTrying: boolean
  tryAgain: () => void
}

/** The wall has nothing to show: say what happened, what to do, and keep trying. */
export function SceneFailed({ scene, error, isTrying, tryAgain }: Props) {
  const { t } = useText()
  const isByHand = useContext(ByHand)
  const missing = error instanceof NotThere
  return (
    <main className="scene-failed" role="alert">
      <h1>{missing ? t('scene.missing', { scene }) : t('scene.failed')}</h1>
      <p>{missing ? t('scene.missingHelp') : t('scene.failedHelp')}</p>
      {!missing && <p className="scene-failed-cause">{t('scene.cause', { cause: error.message.slice(0, 200) })}</p>}
      {missing && isByHand && (
        <Suspense>
          <SceneList current={scene} />
        </Suspense>
      )}
      <div className="scene-failed-actions">
        <button type="button" onClick={tryAgain} disabled={isTrying}>
          {isTrying ? t('scene.retrying') : t('scene.retry')}
        </button>
        {missing && !isByHand && <a href="/wall">{t('scene.overview')}</a>}
      </div>
    </main>
  )
}
