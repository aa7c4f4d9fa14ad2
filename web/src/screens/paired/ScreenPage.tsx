import type { ScreenReport } from '@ioc/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { withFull, withReplay } from '../../address/address.ts'
import { go } from '../../address/use-address.ts'
import { sceneQuery } from '../../api/scene.ts'
import { serverNow } from '../../realtime/clock.ts'
import { chooseLanguage } from '../../text/i18n.ts'
import { setVisitors } from '../../visitors/visitors.ts'
import { WallPage } from '../wall/WallPage.tsx'
import { countFrames } from './frames.ts'
import { Pairing } from './Pairing.tsx'
import { keepAwake, reloadFor } from './page.ts'
import { darkness, follow, type Round, type Shown, shownBy } from './round.ts'
import './screen.css'
import { openScreenLine, useTold } from './screen-line.ts'

const LOOK_EVERY_MS = 500
const SHIFT_EVERY_MS = 60_000
/** Nothing stands on the same pixels for long. */
const SHIFTS = ['0 0', '0.3rem 0', '0.3rem 0.3rem', '0 0.3rem', '-0.3rem 0.3rem', '-0.3rem 0', '-0.3rem -0.3rem', '0 -0.3rem']

/** A paired display: shows what it is ordered to, by itself and for months. Until it has a name it shows its code, and never a form. */
export default function ScreenPage() {
  const { standing, alarm } = useTold()
  const cache = useQueryClient()
  const [shown, setShown] = useState<Shown | null>(null)
  const [dark, setDark] = useState(0)
  const [shift, setShift] = useState(0)
  const round = useRef<Round | null>(null)
  const now = useRef(shown)
  now.current = shown
  const line = useRef<ReturnType<typeof openScreenLine>>(undefined)
  const { playlist = null, orders, timeZone = 'Asia/Ho_Chi_Minh', name = null } = standing ?? {}

  useEffect(() => {
    const frames = countFrames()
    line.current = openScreenLine(() => reportOf(now.current, frames.perSecond()))
    const rest = keepAwake()
    return () => {
      line.current?.close()
      frames.stop()
      rest()
    }
  }, [])

  useEffect(() => {
    if (!orders || name === null) return
    const look = () => {
      const sight = { playlist: playlist ?? SHOWS_OVERVIEW, orders, alarm, now: serverNow(), zone: timeZone }
      round.current = follow(round.current, sight)
      const next = shownBy(round.current, sight)
      setShown((before) => (before?.scene === next.scene && before.because === next.because ? before : next))
      setDark(orders.dim ?? (next.because === 'alarm' ? 0 : darkness(sight)))
      setShift(Math.floor(sight.now / SHIFT_EVERY_MS) % SHIFTS.length)
    }
    look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [playlist, orders, alarm, timeZone, name])

  // What comes next is laid out before it comes.
  useEffect(() => {
    for (const scene of [...(playlist?.scenes.map((entry) => entry.scene) ?? []), playlist?.alarm?.scene, orders?.pinned])
      if (scene) void cache.prefetchQuery(sceneQuery(scene))
  }, [playlist, orders?.pinned, cache])

  useEffect(() => {
    if (!orders) return
    const { replay, tile, language, visitors, room } = orders
    setVisitors(visitors ? room : null).catch(console.error)
    const past = replay && { at: Date.parse(replay.at), speed: replay.speed }
    go(withFull(withReplay(location.search, past), tile), 'replace')
    void chooseLanguage(language)
  }, [orders])

  // Another scene is news at once.
  useEffect(() => {
    if (shown) line.current?.greet()
  }, [shown])

  useEffect(() => {
    if (standing) reloadFor(standing)
  }, [standing])

  if (!standing || standing.name === null) return <Pairing code={standing?.code ?? null} />
  if (!shown) return null
  return (
    <div className="screen" data-screen={standing.name} data-because={shown.because}>
      <div className="screen-scene" key={shown.scene} style={{ translate: SHIFTS[shift] }}>
        <WallPage id={shown.scene} />
      </div>
      <div className="screen-dark" style={{ opacity: dark }} />
    </div>
  )
}

/** Whatever it went by is no more: the overview, until it is told otherwise. */
const SHOWS_OVERVIEW = { id: 'overview', title: { vi: '', en: '' }, scenes: [{ scene: 'overview', for: 60 }] }

function reportOf(shown: Shown | null, framesPerSecond: number | null): ScreenReport {
  const { memory } = performance as { memory?: { usedJSHeapSize: number } }
  return {
    scene: shown?.scene ?? null,
    because: shown?.because ?? null,
    build: document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? '',
    width: Math.round(window.innerWidth * devicePixelRatio),
    height: Math.round(window.innerHeight * devicePixelRatio),
    framesPerSecond,
    memory: memory ? Math.round(memory.usedJSHeapSize / 2 ** 20) : null,
  }
}
