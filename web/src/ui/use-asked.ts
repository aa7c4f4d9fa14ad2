import { type KeyboardEvent, useEffect, useRef } from 'react'

const STOPS = 'a[href], button:enabled, input:enabled:not([hidden]), select:enabled, textarea:enabled, summary'

/**
 * For a question that opens in place: its first empty field has the focus, which stays within it, Esc takes it back, and who asked has
 * the focus again once it is gone.
 */
export function useAsked<E extends HTMLElement = HTMLFormElement>(onCancel: () => void) {
  const form = useRef<E>(null)
  useEffect(() => {
    const asker = document.activeElement
    const fields = [...(form.current?.querySelectorAll('input') ?? [])]
    const first = fields.find(({ value }) => value === '') ?? form.current?.querySelector<HTMLElement>('[type="submit"]')
    first?.focus()
    return () => {
      const isLost = document.activeElement === document.body || document.activeElement === first
      if (isLost && asker instanceof HTMLElement) asker.focus()
      // What asked may be gone with what it asked for.
      if (document.activeElement === document.body) document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onCancel()
    if (event.key !== 'Tab') return
    const stops = [...(form.current?.querySelectorAll<HTMLElement>(STOPS) ?? [])]
    const [leaves, comes] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
    if (stops.length < 2 || document.activeElement !== leaves) return
    event.preventDefault()
    comes?.focus()
  }
  return { ref: form, onKeyDown }
}
