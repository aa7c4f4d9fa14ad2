import { isAbove } from '@ioc/sql'
import type { Classification } from '@ioc/sql/pack'
import type { TileData, TileState } from '../../contract/index.ts'

/** What visitors are told in place of a tile: what it is called, and nothing it says. */
function withhold({ id, title }: Pick<TileData, 'id' | 'title'>): TileData {
  return { id, title, kind: 'withheld' }
}

/** A tile's state, and who may see it. */
export interface Told {
  state: TileState
  classification: Classification
}

/** The state as it is told where visitors stand, or do not. */
export function toldTo(visitors: Classification | null, { state, classification }: Told): TileState {
  if (visitors === null) return state
  return { ...state, visitors, data: isAbove(classification, visitors) ? withhold(state.data) : state.data }
}
