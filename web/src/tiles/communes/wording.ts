import type { TileOf } from '@ioc/server/contract'
import { useText } from '../../text/use-text.ts'
import type { Cell } from './option.ts'

/** A unit of the map in words: its name, its number or why there is none, and its state where that is not good. */
export function useWording({ unit }: Pick<TileOf<'communes'>, 'unit'>, decimals: number): (cell: Cell) => string {
  const { t, whole } = useText()
  return ({ name, value, state, level, estimate }) =>
    [
      t('communes.cell', {
        name,
        value: value === null ? t(`state.${state}`) : `${estimate ? '≈ ' : ''}${whole(value, unit, decimals)}`,
      }),
      value !== null && level !== null && level !== 'good' && t(`level.${level}`),
      value !== null && state === 'stale' && t('state.stale'),
    ]
      .filter(Boolean)
      .join(', ')
}
