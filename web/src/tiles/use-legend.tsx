import type { Cell, ReadingState } from '@ioc/server/contract'
import { useText } from '../text/use-text.ts'
import { Mark } from '../ui/Mark.tsx'
import { legendOf } from './mark.ts'

/** For the foot of a tile of many numbers: what the marks at them mean, where the mark of the tile does not say it. */
export function useLegend(cells: readonly Cell[], said: ReadingState) {
  const { t } = useText()
  return [
    ...legendOf(cells, said).map((state) => (
      <Mark key={state} tone={state}>
        {t(`state.${state}`)}
      </Mark>
    )),
    cells.some(({ estimate }) => estimate) && t('reading.estimates'),
  ]
}
