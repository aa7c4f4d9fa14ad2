import type { ReactNode } from 'react'
import { Shape, type Tone } from './Shape.tsx'
import './mark.css'

/** A state: always shape, word and colour together. */
export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className="mark" data-tone={tone}>
      <Shape tone={tone} />
      <span>{children}</span>
    </span>
  )
}
