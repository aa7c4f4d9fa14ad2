import { z } from 'zod'
import { Localised } from '../pack/pack.ts'

const Unit = z.object({ key: z.string(), code: z.string().nullable(), name: z.string() })

/** What a file of boundaries was found to hold, and what became of it. Zod alone, so that the browser may read it too. */
export const BoundaryReport = z.object({
  /** The object of a TopoJSON file that was taken; null of GeoJSON. */
  object: z.string().nullable(),
  /** The property whose values are the units’ codes. */
  property: z.string(),
  /** Its values are numbers that have lost the zeros codes begin with. */
  zeros: z.boolean(),
  /** How many shapes there are in the file, units on the map of the day, and units with a shape. */
  shapes: z.number().int(),
  units: z.number().int(),
  matched: z.number().int(),
  /** Units without a shape. */
  bare: z.array(Unit),
  /** Shapes of no unit, the first of them; `like`: the unit that has the same name and another code. */
  strangers: z.array(z.object({ code: z.string(), name: z.string(), like: z.string().nullable() })),
  strangerCount: z.number().int(),
  /** What was mended on the way, or is to be looked at. */
  notes: z.array(Localised),
  /** Of the file as it came, and of what is drawn. */
  before: z.object({ bytes: z.number().int(), vertices: z.number().int() }),
  after: z.object({ bytes: z.number().int(), vertices: z.number().int() }),
  /** A corner is gone where the triangle with its neighbours is smaller than the square of so many metres. */
  tolerance: z.number(),
  /** Part of the lines that lie between two units, 0–1: each is one line, simplified once. */
  shared: z.number(),
})
export type BoundaryReport = z.infer<typeof BoundaryReport>
