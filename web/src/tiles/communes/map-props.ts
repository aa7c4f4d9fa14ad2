import type { TileOf } from '@ioc/server/contract'
import type { Cell, Class } from './option.ts'
import type { Place } from './place.ts'

/** What the cartogram and the map of outlines are drawn from alike. */
export interface MapProps {
  tile: TileOf<'communes'>
  classes: Class[]
  worst: Cell[]
  place: Place
  decimals: number
  /** The unit that stands in the light. */
  lit: string | null
}
