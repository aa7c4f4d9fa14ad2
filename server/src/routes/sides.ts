import { endOf, startOf } from '@ioc/sql'
import { z } from 'zod'

// How a span of time is asked for side by side, either open.

/** A day, or an instant with its zone. */
export const Side = z
  .union([z.iso.date(), z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })])
  .refine((text) => /^(19|20|21)/.test(text), 'Outside the years 1900 to 2199')
  .optional()

/** A day stands for its beginning. */
export const readFrom = (side: string | undefined): Date | undefined => (side === undefined ? undefined : startOf(side))
/** A day stands for its end. */
export const readTo = (side: string | undefined): Date | undefined => (side === undefined ? undefined : endOf(side))

/** Named once, again and again, or not at all. */
export const several = z
  .union([z.string().max(128), z.array(z.string().max(128)).max(16)])
  .optional()
  .transform((one) => (one === undefined ? [] : [one].flat()))

export const Flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')
