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
    // In few steps: were it dimmed in every frame, all of a 4K wall would be put together anew in each, by a machine without a GPU.
    ref.current?.animate({ opacity: [1, 0], easing: ['steps(3)'] }, { duration: BREATH_MS, pseudoElement: '::after' })
  }, [beat])
  return ref
}
