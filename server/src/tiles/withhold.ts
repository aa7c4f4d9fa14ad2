import { classificationOf, domainsOfTile, type Figures, isAbove, isInSight, type Registry, type Scope } from '@ioc/sql'
import type { Classification, Tile } from '@ioc/sql/pack'
import type { TileData, TileState } from '../../contract/index.ts'
import type { TileContext } from './context.ts'

/** What is told in place of a tile: what it is called, and nothing it says. */
const withhold = ({ id, title }: Pick<TileData, 'id' | 'title'>, why: 'visitors' | 'scope'): TileData => ({
  id,
  title,
  kind: 'withheld',
  why,
})

/** A tile's state, and what one must be able to see to be told it. */
export interface Told {
  state: TileState
  of: Figures
}

/** To whom something is told: what they may see, and before which visitors they stand. */
export interface Audience {
  visitors: Classification | null
  scope: Scope
}

/** Every tile speaks of the whole province. */
export const figuresOf = (tile: Tile, { province }: Pick<TileContext, 'province'>, registry: Registry): Figures => ({
  units: [province.unitId],
  domains: domainsOfTile(tile, registry),
  classification: classificationOf(tile, registry),
})

/** The state as it is told to somebody. */
export function toldTo({ visitors, scope }: Audience, { state, of }: Told, { units }: Pick<TileContext, 'units'>): TileState {
  const why = !isInSight(scope, of, units)
    ? 'scope'
    : visitors !== null && isAbove(of.classification, visitors)
      ? 'visitors'
      : null
  return { ...state, visitors, data: why === null ? state.data : withhold(state.data, why) }
}
