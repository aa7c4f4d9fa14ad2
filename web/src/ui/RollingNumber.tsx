import { useEffect, useRef, useState } from 'react'
import { isStill } from './motion.ts'

const ROLL_MS = 400

/** A number that rolls once from what it was to what it is. */
export function RollingNumber({ value, format }: { value: number; format: (value: number) => string }) {
  const [shown, setShown] = useState(value)
  const from = useRef(value)

  useEffect(() => {
    const start = from.current
    if (start === value || isStill()) {
      from.current = value
      setShown(value)
      return
    }
    const began = performance.now()
    let frame = requestAnimationFrame(function roll(now) {
      const part = Math.min(1, Math.max(0, now - began) / ROLL_MS)
      from.current = part < 1 ? start + (value - start) * (1 - (1 - part) ** 3) : value
      setShown(from.current)
      if (part < 1) frame = requestAnimationFrame(roll)
    })
    return () => cancelAnimationFrame(frame)
  }, [value])

  return <>{format(shown)}</>
}
