import { useEffect, useRef } from 'react'

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) anywhere on the page; within a field that is typed in they are the field's own. */
export function useUndoKeys(undo: () => void, redo: () => void) {
  const latest = useRef({ undo, redo })
  latest.current = { undo, redo }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, target } = event
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      if (target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]')) return
      const letter = key.toLowerCase()
      if (letter !== 'z' && letter !== 'y') return
      event.preventDefault()
      if (letter === 'y' || event.shiftKey) latest.current.redo()
      else latest.current.undo()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
