import { type KeyboardEvent, useRef } from 'react'
import { flushSync } from 'react-dom'

/** For a cell of a grid: Esc gives back what it said when it was come to. */
export function useTakenBack(text: string, put: (text: string) => void) {
  const before = useRef(text)
  return {
    onFocus: () => {
      before.current = text
    },
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) => {
      if (event.key !== 'Escape' || event.nativeEvent.isComposing || text === before.current) return
      event.preventDefault()
      event.stopPropagation()
      // At once: the next key may come before the next frame.
      flushSync(() => put(before.current))
      // Typing again replaces it, as when it was come to.
      const cell = event.currentTarget
      if ('select' in cell) cell.select()
    },
  }
}
