import { useText } from '../../../text/use-text.ts'
import type { Cube } from '../cube.ts'
import type { View } from '../view.ts'
import './picked.css'

interface Props {
  cube: Cube
  view: View
  change(changes: Partial<View>): void
}

/** How many are picked, whether they are all that is shown, and the way back. */
export function PickedBar({ cube, view: { picked, alone }, change }: Props) {
  const { t } = useText()
  const count = cube.rows.filter(({ member }) => picked.includes(member.key)).length
  if (count === 0 || cube.rows.length < 2) return null
  return (
    <div className="picked-bar">
      <label>
        <input type="checkbox" checked={alone} onChange={() => change({ alone: !alone })} /> {t('explore.pickedAlone', { count })}
      </label>
      <button type="button" onClick={() => change({ picked: [], alone: false })}>
        {t('explore.pickedNone')}
      </button>
    </div>
  )
}
