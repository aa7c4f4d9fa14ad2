import { createContext, useContext, useLayoutEffect, useRef } from 'react'
import { isStill } from '../../ui/motion.ts'

/** False while a list first appears, so that only what comes later slides in. */
export const Settled = createContext<{ current: boolean }>({ current: false })

const SLIDE_MS = 600

/** Slides an item in from the side where the newest stands, pushing its neighbours along. */
export function useEntrance(way: 'down' | 'right') {
  const ref = useRef<HTMLLIElement>(null)
  const settled = useContext(Settled)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element || !settled.current || isStill() || element.previousElementSibling) return
    const margin = way === 'down' ? 'marginTop' : 'marginLeft'
    const length = way === 'down' ? element.offsetHeight : element.offsetWidth
    element.animate(
      { [margin]: [`${-length}px`, '0px'], opacity: [0, 1] },
      { duration: SLIDE_MS, easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)' },
    )
  }, [way, settled])
  return ref
}
