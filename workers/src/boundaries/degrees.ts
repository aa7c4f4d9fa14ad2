import { Invalid } from '@ioc/sql'
import type { Position, Shape } from './shapes.ts'

/** Vietnam with its islands and sea, in degrees. */
const LONGITUDES = [100, 120] as const
const LATITUDES = [5, 25] as const

/** Beyond it nothing is an angle. */
const LARGEST_ANGLE = 360

const isWithin = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most
const isHere = ([x, y]: Position) => isWithin(x, LONGITUDES) && isWithin(y, LATITUDES)
const isTurned = ([x, y]: Position) => isHere([y, x])

/**
 * Turns every position to longitude, latitude, in place, and says whether they stood the other way. The two ranges share no number, so nothing is
 * guessed. Throws Invalid where they are metres, or lie elsewhere.
 */
export function toDegrees(shapes: readonly Shape[], nameOf: (shape: Shape) => string): { isTurned: boolean } {
  let [here, turned] = [0, 0]
  let stray: { shape: Shape; position: Position } | undefined
  for (const [shape, position] of positionsOf(shapes)) {
    if (isHere(position)) here++
    else if (isTurned(position)) turned++
    else stray ??= { shape, position }
  }
  if (stray) throw strayed(nameOf(stray.shape), stray.position)
  if (here > 0 && turned > 0)
    throw new Invalid({
      vi: `Toạ độ trong tệp lúc kinh độ đứng trước, lúc vĩ độ đứng trước (${turned} điểm). Xuất lại với hệ toạ độ EPSG:4326.`,
      en: `Some positions of the file begin with the longitude, some with the latitude (${turned} of them). Export it again in EPSG:4326.`,
    })
  if (turned > 0) for (const [, position] of positionsOf(shapes)) position.reverse()
  return { isTurned: turned > 0 }
}

function* positionsOf(shapes: readonly Shape[]): Generator<[Shape, Position]> {
  for (const shape of shapes)
    for (const polygon of shape.polygons) for (const ring of polygon) for (const position of ring) yield [shape, position]
}

function strayed(name: string, [x, y]: Position): Invalid {
  const at = `${x}, ${y}`
  if (Math.abs(x) > LARGEST_ANGLE || Math.abs(y) > LARGEST_ANGLE)
    return new Invalid({
      vi: `Toạ độ của «${name}» tính bằng mét (${at}), có lẽ là VN-2000. Trong QGIS đặt đúng hệ toạ độ của lớp (ví dụ VN-2000 / Hưng Yên, kinh tuyến trục 105°30'), rồi lưu thành GeoJSON với EPSG:4326 (WGS 84) và nạp lại.`,
      en: `The positions of “${name}” are metres (${at}), probably VN-2000. In QGIS set the layer’s CRS (such as VN-2000 with the province’s central meridian), save it as GeoJSON in EPSG:4326 (WGS 84), and load that.`,
    })
  return new Invalid({
    vi: `Toạ độ của «${name}» nằm ngoài Việt Nam (${at}). Kiểm tra hệ toạ độ, xuất lại với EPSG:4326 (WGS 84).`,
    en: `The positions of “${name}” lie outside Vietnam (${at}). Look at the CRS and export it again in EPSG:4326 (WGS 84).`,
  })
}
