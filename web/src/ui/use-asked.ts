import { type KeyboardEvent, useEffect, useRef } from 'react'

/** For a question that opens in place: its first empty field has the focus, Esc takes it back, and who asked has the focus again once it is gone. */
export function useAsked(onCancel: () => void) {
  const form = useRef<HTMLFormElement>(null)
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
    if (event.key === 'Escape') onCancel()
  }
  return { ref: form, onKeyDown }
}
