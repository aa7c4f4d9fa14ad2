import type { ReactNode } from 'react'
import { Shape } from '../../../ui/Shape.tsx'

/** What is wrong, with the shape that says so from afar. */
export function Fault({ children, inline = false }: { children: ReactNode; inline?: boolean }) {
  const said = (
    <>
      <Shape tone="critical" /> {children}
    </>
  )
  return inline ? <strong className="make-fault">{said} </strong> : <p className="make-fault">{said}</p>
}
