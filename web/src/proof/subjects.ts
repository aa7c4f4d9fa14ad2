import type { TileData } from '@ioc/server/contract'
import type { Question } from '../address/address.ts'

export type Subject = Question & { title: TileData['title'] }

/** What a tile's numbers may be asked about, the one its big figure shows first. Empty where it shows no indicator. */
export function subjectsOf(data: TileData): Subject[] {
  switch (data.kind) {
    case 'stat':
      return [data.reading].map(({ indicator }) => ({ indicator, title: data.title }))
    case 'progress':
      return [data.actual, data.plan].map(({ indicator, title }) => ({ indicator, title }))
    case 'communes':
      return [{ indicator: data.indicator, title: data.title }]
    case 'trend':
      return data.series.map(({ indicator, title }) => ({ indicator, title }))
    case 'bars':
    case 'ranking':
      return data.period ? [{ indicator: data.measure, period: data.period, title: data.title }] : []
    case 'stream':
    case 'feeds':
      return []
  }
}
