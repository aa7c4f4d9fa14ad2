/** Capital letters of Be Vietnam Pro stand as high as this part of the size of its type. */
const CAPITALS = 0.7
const MM_PER_INCH = 25.4
const MINUTES_PER_RADIAN = (180 / Math.PI) * 60

/** Who reads a wall: on a display of so many inches across, `height` pixels of 16:9 high, from so many metres. */
export interface Reader {
  height: number
  inches: number
  metres: number
}

/** What the wall is drawn for: a 98-inch display that people stand three metres from. */
export const LOOKED_AT: Reader = { height: 2_160, inches: 98, metres: 3 }

/** Words seen under fewer minutes of arc are hard to read. */
export const LEGIBLE_MINUTES = 15

/** Under which angle, in minutes of arc, somebody sees a capital letter of so many pixels of type. */
export function arcMinutes(pixels: number, { height, inches, metres }: Reader): number {
  const millimetres = (inches * MM_PER_INCH * 9) / Math.hypot(16, 9)
  const letter = (pixels * CAPITALS * millimetres) / height
  return 2 * Math.atan(letter / (2 * metres * 1_000)) * MINUTES_PER_RADIAN
}
