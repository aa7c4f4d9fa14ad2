import { type Asked, type Definition, openQuestion, ownSpan, type Question, type RegistryUnit } from '@ioc/sql'
import { z } from 'zod'
import type { TileContext } from '../tiles/context.ts'

// What the routes about readings have in common: how a question is opened, and what every answer of many values says of them all.

export const params = z.object({ indicator: z.string().max(128) })

type Query = Omit<Asked, 'indicator' | 'unit'> & { unit?: string | undefined }

/** Opens questions as they stand in an address; of the province where no unit is named. */
export const opener =
  ({ database: { db }, units, province }: Pick<TileContext, 'database' | 'units' | 'province'>) =>
  ({ indicator }: z.infer<typeof params>, { unit = province.unit, ...asked }: Query) =>
    openQuestion(db, units, { ...asked, indicator, unit })

export function spanAsked({ indicator, unit, moment, span }: Question, of: RegistryUnit[] = [unit]) {
  return span ?? ownSpan(indicator, of, moment.at)
}

export function described(
  { indicator: { id, title, unitOfMeasurement }, where, moment: { at, asOf, geo } }: Question,
  { from, formula, basis }: Definition,
) {
  const computedAt = at.toISOString()
  const definition = { from, formula, basis }
  return { indicator: id, title, where, unitOfMeasurement, geo, asOf: asOf?.toISOString() ?? null, computedAt, definition }
}
