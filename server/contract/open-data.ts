import { Localised } from '@ioc/sql/pack'
import { z } from 'zod'
import { ReadingAnswer } from './readings.ts'
import { instant, ReadingState } from './trust.ts'

/** A figure that is marked open, and where all of it is. */
export const OpenDataset = z.object({
  id: z.string(),
  title: Localised,
  domain: z.object({ id: z.string(), title: Localised }),
  unitOfMeasurement: ReadingAnswer.shape.unitOfMeasurement,
  owner: Localised,
  basis: z.string(),
  /** How it is cut over time; null of what stands at one moment. */
  step: z.enum(['month', 'year']).nullable(),
})
export type OpenDataset = z.infer<typeof OpenDataset>

export const OpenCatalogue = z.object({ publisher: z.string(), datasets: z.array(OpenDataset) })
export type OpenCatalogue = z.infer<typeof OpenCatalogue>

/** One value of the table that is downloaded: a unit and a stretch of time. */
export const OpenRow = z.object({
  unit: z.string(),
  unitCode: z.string().nullable(),
  unitName: z.string(),
  from: instant,
  to: instant,
  value: z.number().nullable(),
  state: ReadingState,
  provisional: z.boolean(),
  estimate: z.boolean(),
  simulated: z.boolean(),
})
export type OpenRow = z.infer<typeof OpenRow>

export const OpenDatasetAnswer = OpenDataset.extend({
  publisher: z.string(),
  now: ReadingAnswer,
  /** The whole first, then every unit right below it, each in the order of time. */
  rows: z.array(OpenRow),
})
export type OpenDatasetAnswer = z.infer<typeof OpenDatasetAnswer>
