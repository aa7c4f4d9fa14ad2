import type { Scene } from '@ioc/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useState } from 'react'
import { withReplay } from '../address/address.ts'
import { go } from '../address/use-address.ts'
import { serverNow, setReplay } from '../realtime/clock.ts'
import { putTile, tilesOf } from '../realtime/tiles.ts'
import { play } from './play.ts'

export type Playing = { kind: 'loading' } | { kind: 'shown' } | { kind: 'failed'; why: string }

/** Plays a scene from a moment. The wall's clock is always that of the tiles it shows, so ages stay true. */
export function useReplay(scene: Scene, at: number, speed: number): Playing {
  const cache = useQueryClient()
  const [playing, setPlaying] = useState<Playing>({ kind: 'loading' })

  useLayoutEffect(() => setReplay({ at, speed: 0 }), [at])
  useLayoutEffect(() => () => setReplay(null), [])

  useEffect(() => {
    const stop = new AbortController()
    setPlaying({ kind: 'loading' })
    void play({
      tiles: tilesOf(scene),
      at,
      speed,
      signal: stop.signal,
      show: (states, moment) => {
        for (const state of states) putTile(cache, state)
        setReplay({ at: moment, speed: speed === 1 ? 1 : 0 })
        setPlaying({ kind: 'shown' })
      },
      fail: (error) => setPlaying({ kind: 'failed', why: error.message }),
      end: () => go(withReplay(location.search, { at: serverNow(), speed: 0 }), 'replace'),
    })
    return () => stop.abort()
  }, [scene, cache, at, speed])

  return playing
}
