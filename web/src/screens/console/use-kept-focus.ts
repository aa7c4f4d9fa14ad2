import { useEffect, useRef } from 'react'

/** Who works by keyboard is never thrown back to the head of the page: a screen come to has the focus, and so has a button that was busy for a while. */
export function useKeptFocus(path: string) {
  const main = useRef<HTMLElement>(null)
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    // A tab within the screen keeps it.
    if (main.current?.contains(document.activeElement)) return
    main.current?.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [path])
  useEffect(() => {
    let busy: HTMLElement | null = null
    const isLost = () => document.activeElement === document.body
    const watcher = new MutationObserver((changes) => {
      for (const { target } of changes) {
        if (!(target instanceof HTMLElement)) continue
        // A browser lets go of what is disabled only after this.
        if (target.matches(':disabled')) busy = target === document.activeElement ? target : busy
        else if (target === busy) {
          if (isLost()) target.focus()
          busy = null
        }
      }
      // What it did may have taken the button away with it.
      if (busy && !busy.isConnected) {
        if (isLost()) main.current?.focus({ preventScroll: true })
        busy = null
      }
    })
    if (main.current) watcher.observe(main.current, { attributeFilter: ['disabled'], childList: true, subtree: true })
    return () => watcher.disconnect()
  }, [])
  return main
}
