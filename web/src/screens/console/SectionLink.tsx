import type { ComponentProps } from 'react'
import { useMay } from '../../api/me.ts'
import { Link } from './Link.tsx'
import { NEEDED, type Section } from './sections.ts'

/** The way to a section, for whoever may do something there. */
export function SectionLink({ of, ...link }: { of: Section } & ComponentProps<typeof Link>) {
  const may = useMay()
  return NEEDED[of].some(may) && <Link {...link} />
}
