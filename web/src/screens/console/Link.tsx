import type { ReactNode } from 'react'
import { moveTo } from './use-path.ts'

/** A link within the console: it changes the screen without loading the page again. */
export function Link({
  to,
  children,
  className,
  current,
}: {
  to: string
  children: ReactNode
  className?: string
  current?: boolean
}) {
  return (
    <a
      href={to}
      className={className}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        moveTo(to)
      }}
    >
      {children}
    </a>
  )
}
