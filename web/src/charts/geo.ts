import { GeoComponent } from 'echarts/components'
import { getMap, registerMap, use } from 'echarts/core'
import type { FeatureCollection } from 'geojson'

// Apart from the other parts of charts: no wall without boundaries loads it.

use([GeoComponent])

/** Makes outlines known by a name, once. Throws nothing: what is drawn by a name nobody gave is empty. */
export function registerOutlines(name: string, outlines: FeatureCollection): void {
  if (!getMap(name)) registerMap(name, outlines as Parameters<typeof registerMap>[1])
}
