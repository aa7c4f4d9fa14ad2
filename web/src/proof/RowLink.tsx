import type { ComponentProps } from 'react'
import { useText } from '../text/use-text.ts'
import '../ui/bar-rows.css'
import { ProofLink } from './ProofLink.tsx'

interface Props extends Omit<ComponentProps<typeof ProofLink>, 'children' | 'className' | 'aria-label'> {
  name: string
}

/** The name of a tile's row, which opens the proof of that row alone. */
export function RowLink({ name, ...link }: Props) {
  const { t } = useText()
  return (
    <ProofLink className="bar-row-open" {...link} title={name} aria-label={t('proof.open', { title: name })}>
      {name}
    </ProofLink>
  )
}
