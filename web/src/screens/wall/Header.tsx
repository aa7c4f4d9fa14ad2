import type { Scene } from '@ioc/server/contract'
import { useEffect } from 'react'
import { useText } from '../../text/use-text.ts'
import { Clock } from './Clock.tsx'
import { Connection } from './Connection.tsx'
import './header.css'
import { Loading } from './Loading.tsx'
import { Simulated } from './Simulated.tsx'

export function Header({ scene }: { scene: Scene }) {
  const { title } = useText()
  const heading = title(scene.province.title)
  useEffect(() => {
    document.title = `${title(scene.title)} · ${heading}`
  }, [title, scene.title, heading])
  return (
    <header className="header">
      <h1 className="header-title">{heading}</h1>
      <span className="header-scene">{title(scene.title)}</span>
      <Simulated />
      <Loading />
      <span className="header-space" />
      <Connection />
      <Clock />
    </header>
  )
}
