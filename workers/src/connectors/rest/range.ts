import { formatInstant } from '../../values/dates.ts'
import type { Connector } from '../connector.ts'
import type { RestConfig } from './config.ts'
import { read } from './read.ts'

/** The listing a source would give whoever last asked at the range's beginning; to its end where it can be told one. */
export const readRange: NonNullable<Connector<RestConfig>['readRange']> = (config, { from, to }, context) => {
  const { since } = config
  if (!since) throw new Error('The settings name no parameter to ask from a moment on.')
  const moment = (at: Date) => formatInstant(at, since.format, since.zone)
  const query = since.untilParam ? { ...config.query, [since.untilParam]: moment(to) } : config.query
  return read({ ...config, query }, { since: moment(from) }, context)
}
