import { type KeyboardEvent, useRef } from 'react'

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
      put(before.current)
      const cell = event.currentTarget
      // Typing again replaces it, as when it was come to.
      if ('select' in cell) requestAnimationFrame(() => cell.select())
    },
  }
}
