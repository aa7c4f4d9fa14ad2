import type { Connector } from '../connector.ts'
import type { PostgresConfig } from './config.ts'
import { read } from './read.ts'
import { quoted } from './statement.ts'

/** The rows whose mark, a time, lies in the range. */
export const readRange: NonNullable<Connector<PostgresConfig>['readRange']> = (config, { from, to }, context) => {
  const { cursor, query } = config
  if (!cursor) throw new Error('The settings name no column of marks.')
  const rows = `select * from (\n${query.trim().replace(/;+\s*$/, '')}\n) as r where r.${quoted(cursor.column)} <= '${to.toISOString()}'`
  return read({ ...config, query: rows }, { after: from.toISOString(), key: null }, context)
}
