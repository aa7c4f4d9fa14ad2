import type { Scene } from '@ioc/server/contract'
import { useEffect, useState } from 'react'
import { chooseLanguage } from '../../text/i18n.ts'
import { useText } from '../../text/use-text.ts'
import { loadKinds } from '../../tiles/registry.ts'
import { SceneContext } from '../wall/scene-context.ts'
import { Wall } from '../wall/Wall.tsx'
import { measureWall } from './measure.ts'
import { type DraftAwaited, type DraftShown, isFrom, type ShowDraft } from './messages.ts'

/** Tiles draw themselves a moment after they are laid out, and again when their numbers come. */
const LOOK_EVERY_MS = 1_000
const SETTLED_AFTER_MS = 120

/** A wall in a frame of the desk: shows the scene it is handed as a wall would, with live tiles, and tells how it stands. */
export default function PreviewPage() {
  const { t } = useText()
  const [scene, setScene] = useState<Scene | null>(null)

  useEffect(() => {
    const hear = async (event: MessageEvent) => {
      if (!isFrom<ShowDraft>(event, window.parent, 'ioc-show-draft')) return
      const { scene: next, language } = event.data
      await Promise.all([loadKinds(next.kinds), chooseLanguage(language)])
      setScene(next)
    }
    window.addEventListener('message', hear)
    window.parent.postMessage({ type: 'ioc-draft-awaited' } satisfies DraftAwaited, location.origin)
    return () => window.removeEventListener('message', hear)
  }, [])

  useEffect(() => {
    if (!scene) return
    let told = ''
    const tell = () => {
      const grid = document.querySelector<HTMLElement>('.wall-grid')
      if (!grid) return
      const shown: DraftShown = { type: 'ioc-draft-shown', ...measureWall(grid) }
      if (JSON.stringify(shown) === told) return
      told = JSON.stringify(shown)
      window.parent.postMessage(shown, location.origin)
    }
    const first = setTimeout(tell, SETTLED_AFTER_MS)
    const timer = setInterval(tell, LOOK_EVERY_MS)
    window.addEventListener('resize', tell)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
      window.removeEventListener('resize', tell)
    }
  }, [scene])

  if (!scene) return <p className="notice-loading">{t('scene.loading')}</p>
  return (
    <SceneContext value={scene}>
      <Wall scene={scene} />
    </SceneContext>
  )
}
