import { useEffect, useRef } from 'react'

/** Turns true once the first items have been laid out. */
export function useSettled(ready: boolean) {
  const settled = useRef(false)
  useEffect(() => {
    if (ready) settled.current = true
  }, [ready])
  return settled
}
