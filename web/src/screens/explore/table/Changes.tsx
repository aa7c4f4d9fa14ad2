import { useText } from '../../../text/use-text.ts'
import { Way } from '../../../ui/Way.tsx'
import { differenceOf, growthOf, isOfPoints, sayDifference, sayGrowth, wayOf } from '../changes.ts'
import type { Cell, Column } from '../cube.ts'

/** By how much it changed, with a mark that says which way; of what is counted by how many percent, too, in a cell of its own. */
export function Changes({ cell, column }: { cell: Cell | null; column: Column }) {
  const say = useText()
  const way = wayOf(cell, column)
  const better = way?.better ?? undefined
  return (
    <>
      <td className="cube-number" data-change={differenceOf(cell, column) ?? ''}>
        <span data-better={better}>
          {way && way.way !== 'same' && <Way way={way.way} />}
          {sayDifference(cell, column, say) ?? '—'}
        </span>
      </td>
      {!isOfPoints(column) && (
        <td className="cube-number" data-growth={growthOf(cell, column) ?? ''}>
          <span data-better={better}>{sayGrowth(cell, column, say) ?? '—'}</span>
        </td>
      )}
    </>
  )
}
