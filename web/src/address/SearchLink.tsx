import type { ComponentProps } from 'react'
import { go, useSearch } from './use-address.ts'

interface Props extends Omit<ComponentProps<'a'>, 'href' | 'onClick'> {
  /** From the query string of this page to the one it leads to. */
  to: (search: string) => string
}

/** A real link, so that it can be copied, opened elsewhere and reached by keyboard; here it changes the page in place. */
export function SearchLink({ to, ...rest }: Props) {
  const href = to(useSearch()) || location.pathname
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        go(to(location.search))
      }}
    />
  )
}
