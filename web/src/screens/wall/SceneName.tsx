import type { Scene } from '@ioc/server/contract'
import { Suspense, useContext, useEffect, useRef, useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { lazily } from '../../ui/lazily.ts'
import { ByHand } from './scene-context.ts'

const SceneList = lazily(() => import('./SceneList.tsx'))

/** What the wall shows; where somebody leads it by hand, the way to all else it could show. */
export function SceneName({ scene }: { scene: Scene }) {
  const { t, title } = useText()
  const [isOpen, open] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const name = title(scene.title)

  useEffect(() => {
    if (!isOpen) return
    const leave = ({ target }: Event) => {
      if (target instanceof Node && !box.current?.contains(target)) open(false)
    }
    const giveUp = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // The tile that fills the wall under it stays.
      event.stopPropagation()
      open(false)
      button.current?.focus()
    }
    document.addEventListener('keydown', giveUp)
    document.addEventListener('focusin', leave)
    document.addEventListener('pointerdown', leave)
    return () => {
      document.removeEventListener('keydown', giveUp)
      document.removeEventListener('focusin', leave)
      document.removeEventListener('pointerdown', leave)
    }
  }, [isOpen])
  if (!useContext(ByHand)) return <span className="header-scene">{name}</span>

  return (
    <div ref={box} className="header-scene">
      <button
        ref={button}
        type="button"
        className="header-choose"
        aria-expanded={isOpen}
        aria-label={t('scene.choose', { scene: name })}
        title={t('scene.choose', { scene: name })}
        onClick={() => open(!isOpen)}
      >
        <span>{name}</span>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 9.5l6 6l6-6" />
        </svg>
      </button>
      {isOpen && (
        <Suspense>
          <div className="header-scenes">
            <SceneList current={scene.id} isAtHand />
          </div>
        </Suspense>
      )}
    </div>
  )
}
