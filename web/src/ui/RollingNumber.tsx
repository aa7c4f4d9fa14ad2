import { useEffect, useRef, useState } from 'react'
import { bandOf, frames } from './frames.ts'
import { isStill } from './motion.ts'

const ROLL_MS = 400

/** A number that rolls once from what it was to what it is. */
export function RollingNumber({ value, format }: { value: number; format: (value: number) => string }) {
  const [shown, setShown] = useState(value)
  const from = useRef(value)
  const place = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    const start = from.current
    if (start === value || isStill()) {
      from.current = value
      setShown(value)
      return
    }
    const began = performance.now()
    const roll = () => {
      const part = Math.min(1, (performance.now() - began) / ROLL_MS)
      from.current = part < 1 ? start + (value - start) * (1 - (1 - part) ** 3) : value
      setShown(from.current)
      if (part < 1) frames.request(from, roll)
    }
    frames.request(from, roll, place.current ? bandOf(place.current) : undefined)
    return () => frames.cancel(from)
  }, [value])

  return <span ref={place}>{format(shown)}</span>
}
