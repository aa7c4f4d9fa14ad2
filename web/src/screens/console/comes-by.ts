import type { FeedRow } from '@ioc/server/contract'

/** How what nobody pulls comes: as files somebody sends, rows somebody types, or what its source brings by itself. */
export function comesBy({ connector }: Pick<FeedRow, 'connector'>): 'file' | 'form' | 'brought' {
  return connector === 'file' || connector === 'form' ? connector : 'brought'
}
