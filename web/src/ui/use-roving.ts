import { type KeyboardEvent, useState } from 'react'
import type { Move } from './roving.ts'

/** Makes the links, or the buttons, of a container one stop of the Tab key: props for the container, and for the link of each key. */
export function useRoving(keys: readonly string[], move: Move) {
  const [held, setHeld] = useState<string | null>(null)
  const stop = held !== null && keys.includes(held) ? held : keys[0]
  const onKeyDown = (event: KeyboardEvent<Element>) => {
    const links = [...event.currentTarget.querySelectorAll<HTMLElement | SVGAElement>('a, button')]
    const from = links.findIndex((link) => link.contains(document.activeElement))
    if (from < 0) return
    const spots = links.map((link) => {
      const { left, top, width, height } = link.getBoundingClientRect()
      return { x: left + width / 2, y: top + height / 2 }
    })
    const to = move(spots, from, event.key)
    if (to === from) return
    event.preventDefault()
    links[to]?.focus()
  }
  const linkOf = (key: string) => ({ tabIndex: key === stop ? 0 : -1, onFocus: () => setHeld(key), 'data-roving': true })
  return { onKeyDown, linkOf }
}
