import type { Reading } from '@ioc/server/contract'
import { Comparison } from './Comparison.tsx'
import { Figure } from './Figure.tsx'
import './headline.css'

/** The number and the one comparison that matters: side by side where there is room, else below each other. */
export function Headline({ reading }: { reading: Reading }) {
  return (
    <div className="headline">
      <Figure value={reading.value} unit={reading.unit} decimals={reading.decimals} estimate={reading.estimate} />
      <Comparison reading={reading} />
    </div>
  )
}
