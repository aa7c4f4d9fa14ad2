import { useEffect, useRef } from 'react'
import { isStill } from '../ui/motion.ts'
import { breathe, stopBreathing } from './breaths.ts'

/** Lights a tile's head once, for a moment, when `beat` changes; never when it first appears. */
export function useBreath(beat: string | number | null) {
  const ref = useRef<HTMLElement>(null)
  const held = useRef(beat)
  useEffect(() => {
    if (held.current === beat) return
    const first = held.current === null
    held.current = beat
    if (!first && !isStill() && ref.current) breathe(ref.current)
  }, [beat])
  useEffect(() => {
    const tile = ref.current
    return () => void (tile && stopBreathing(tile))
  }, [])
  return ref
}
