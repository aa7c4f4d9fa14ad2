import type { Scene } from '@ioc/server/contract'
import { useEffect } from 'react'
import { useText } from '../../text/use-text.ts'
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx'
import { Visited } from '../../visitors/Visited.tsx'
import { VisitorSwitch } from '../../visitors/VisitorSwitch.tsx'
import { Clock } from './Clock.tsx'
import { Connection } from './Connection.tsx'
import './header.css'
import { Loading } from './Loading.tsx'
import { SceneName } from './SceneName.tsx'
import { SignOut } from './SignOut.tsx'
import { Simulated } from './Simulated.tsx'
import { StartReplay } from './StartReplay.tsx'

/** So many letters of both names stand beside each other at 16:9. */
const MOST_BESIDE = 65

export function Header({ scene, isLive }: { scene: Scene; isLive: boolean }) {
  const { t, title } = useText()
  const heading = title(scene.province.title)
  useEffect(() => {
    document.title = `${isLive ? '' : `${t('replay.name')} · `}${title(scene.title)} · ${heading}`
  }, [t, title, scene.title, heading, isLive])
  return (
    <header className="header">
      <div className="header-names" data-long={heading.length + title(scene.title).length > MOST_BESIDE || undefined}>
        <h1 className="header-title">{heading}</h1>
        <SceneName scene={scene} />
      </div>
      <div className="header-marks">
        <Simulated />
        <Visited />
        <Loading />
      </div>
      <span className="header-space" />
      <VisitorSwitch />
      <SignOut />
      <LanguageSwitch />
      {isLive ? (
        <>
          <StartReplay />
          <Connection />
        </>
      ) : (
        <span className="header-line">{t('replay.notLive')}</span>
      )}
      <Clock />
    </header>
  )
}
