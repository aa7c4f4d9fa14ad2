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

/** Under which angle, in minutes of arc, somebody sees a capital letter of so many pixels of type. Under 15 it is hard to read. */
export function arcMinutes(pixels: number, { height, inches, metres }: Reader): number {
  const millimetres = (inches * MM_PER_INCH * 9) / Math.hypot(16, 9)
  const letter = (pixels * CAPITALS * millimetres) / height
  return 2 * Math.atan(letter / (2 * metres * 1_000)) * MINUTES_PER_RADIAN
}
