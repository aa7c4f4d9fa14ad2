import type { Scene } from '@ioc/server/contract'
import { useText } from '../../text/use-text.ts'
import { Clock } from './Clock.tsx'
import { Connection } from './Connection.tsx'
import './header.css'
import { Simulated } from './Simulated.tsx'

export function Header({ scene }: { scene: Scene }) {
  const { t, title } = useText()
  const heading = t('header.title', { province: title(scene.province.title) })
  return (
    <header className="header">
      <title>{`${title(scene.title)} · ${heading}`}</title>
      <h1 className="header-title">{heading}</h1>
      <span className="header-scene">{title(scene.title)}</span>
      <Simulated />
      <span className="header-space" />
      <Connection />
      <Clock />
    </header>
  )
}
