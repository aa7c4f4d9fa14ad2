import { type FocusEvent, type PointerEvent, useEffect, useState } from 'react'
import { isStill } from '../../ui/motion.ts'

const EACH_MS = 6_000

/**
 * The unit that is shown large: the one somebody points at or has come to by the keyboard, else the given ones, worst first, each for six seconds.
 * Where somebody wants less motion it only follows them. Props for what holds the map: units in it say who they are by `data-unit`.
 */
export function useSpotlight(units: readonly string[]) {
  const [pointed, setPointed] = useState<string | null>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)
  const chosen = pointed ?? focused
  const rests = chosen !== null || units.length === 0 || isStill()
  useEffect(() => {
    if (rests) return
    const timer = setInterval(() => setTurn((before) => before + 1), EACH_MS)
    return () => clearInterval(timer)
  }, [rests])
  return {
    lit: chosen ?? (rests ? null : (units[turn % units.length] ?? null)),
    isChosen: chosen !== null,
    spotlit: {
      onPointerOver: (event: PointerEvent) => setPointed(unitAt(event.target)),
      onPointerLeave: () => setPointed(null),
      onFocus: (event: FocusEvent) => setFocused(unitAt(event.target)),
      onBlur: () => setFocused(null),
    },
  }
}

const unitAt = (target: EventTarget) =>
  target instanceof Element ? (target.closest<HTMLElement | SVGElement>('[data-unit]')?.dataset.unit ?? null) : null
