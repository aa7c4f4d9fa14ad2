import { useEffect, useRef } from 'react'
import { isStill } from '../ui/motion.ts'

const BREATH_MS = 900

/** Lights a tile's head once, for a moment, when `beat` changes; never when it first appears. */
export function useBreath(beat: string | number | null) {
  const ref = useRef<HTMLElement>(null)
  const held = useRef(beat)
  useEffect(() => {
    if (held.current === beat) return
    const first = held.current === null
    held.current = beat
    if (first || isStill()) return
    ref.current?.animate({ opacity: [0, 1, 0] }, { duration: BREATH_MS, easing: 'ease-in-out', pseudoElement: '::after' })
  }, [beat])
  return ref
}
