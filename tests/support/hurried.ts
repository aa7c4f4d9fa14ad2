import { RATES } from '@ioc/server/testing'

/** A test asks in seconds what people ask in hours; what the limits are held to is tests/access/rates.test.ts. */
export const HURRIED = Object.fromEntries(Object.entries(RATES).map(([name, rate]) => [name, 1_000 * rate])) as typeof RATES
