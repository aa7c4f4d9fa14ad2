import { useQuery } from '@tanstack/react-query'
import { type MouseEvent, useLayoutEffect, useRef } from 'react'
import { pathOf, toScene } from '../../address/address.ts'
import { useSearch } from '../../address/use-address.ts'
import { scenesQuery } from '../../api/scene.ts'
import { wallNow } from '../../realtime/clock.ts'
import { useText } from '../../text/use-text.ts'
import { inOrder } from '../../ui/roving.ts'
import { useRoving } from '../../ui/use-roving.ts'
import './scene-list.css'
import { showScene } from './use-scene-keys.ts'

interface Props {
  current: string
  /** Asked for just now: it takes the focus, and tells the keys that do the same. */
  isAtHand?: boolean
}

/** Every scene, each a real link; arrows lead up and down. */
export default function SceneList({ current, isAtHand = false }: Props) {
  const { t, title } = useText()
  const { data, error } = useQuery(scenesQuery())
  const search = useSearch()
  const list = useRef<HTMLUListElement>(null)
  const ids = data?.scenes.map(({ id }) => id) ?? []
  const { onKeyDown, linkOf } = useRoving(ids, inOrder)
  const hasCome = data !== undefined

  useLayoutEffect(() => {
    if (isAtHand && hasCome)
      (list.current?.querySelector<HTMLElement>('[aria-current]') ?? list.current?.querySelector('a'))?.focus()
  }, [isAtHand, hasCome])

  const follow = (event: MouseEvent, scene: string) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    showScene(scene)
  }
  if (!data) return <p className="scene-list-note">{t(error ? 'scene.unlisted' : 'scene.listing')}</p>
  return (
    <nav aria-label={t('scene.list')}>
      <ul ref={list} className="scene-list" onKeyDown={onKeyDown}>
        {data.scenes.map((scene) => (
          <li key={scene.id}>
            <a
              {...linkOf(scene.id)}
              href={`${pathOf(scene.id)}${toScene(search, wallNow())}`}
              aria-current={scene.id === current ? 'page' : undefined}
              onClick={(event) => follow(event, scene.id)}
            >
              {title(scene.title)}
            </a>
          </li>
        ))}
      </ul>
      {isAtHand && <p className="scene-list-note">{t('scene.listKeys')}</p>}
    </nav>
  )
}
