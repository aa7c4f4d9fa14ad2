import { type ReactNode, useRef } from 'react'
import './menu.css'

/** What unfolds below a name in the bar, and folds again when it is left, chosen from or escaped. */
export function Menu({ name, children }: { name: string; children(done: () => void): ReactNode }) {
  const menu = useRef<HTMLDetailsElement>(null)
  const fold = () => {
    if (menu.current) menu.current.open = false
  }
  const done = () => {
    fold()
    menu.current?.querySelector('summary')?.focus()
  }
  return (
    <details
      ref={menu}
      className="desk-menu"
      onBlur={({ currentTarget, relatedTarget }) => {
        // A press on what cannot be focused says nothing of where one went.
        if (relatedTarget && !currentTarget.contains(relatedTarget)) fold()
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Escape' && currentTarget.open) done()
      }}
    >
      <summary title={name}>{name}</summary>
      <div className="desk-menu-body">{children(done)}</div>
    </details>
  )
}
