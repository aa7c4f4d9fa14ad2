import { CONSOLE } from '../console/root.ts'

/** The page of ours that `?to=` names; the desk where it names none. */
export function cameFrom({ search, origin }: Pick<Location, 'search' | 'origin'>): string {
  const to = new URLSearchParams(search).get('to') ?? ''
  const page = URL.canParse(to, origin) ? new URL(to, origin) : null
  return to.startsWith('/') && page?.origin === origin ? `${page.pathname}${page.search}` : CONSOLE
}
