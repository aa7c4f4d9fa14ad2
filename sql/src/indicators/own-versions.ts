import { z } from 'zod'
import { versionsOf } from '../configuration/versions.ts'
import type { Located } from '../province/located.ts'
import { OwnIndicator } from './own.ts'

/** What the province said of indicators itself, since when. */
export const { record: recordOwnIndicators, asOf: ownIndicatorsAsOf } = versionsOf('indicator_version', z.array(OwnIndicator))

/** As kept, in no file. */
export function inDatabase(value: OwnIndicator): Located<OwnIndicator> {
  return { value, where: () => `the database, indicator ${value.id}` }
}
