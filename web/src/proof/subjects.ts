import type { TileData } from '@ioc/server/contract'
import type { Question } from '../address/address.ts'

export type Subject = Question & { title: TileData['title'] }

/** What a tile's numbers may be asked about, the one its big figure shows first. Empty where it shows no indicator. */
export function subjectsOf(data: TileData): Subject[] {
  switch (data.kind) {
    case 'stat':
      return [data.reading].map(({ indicator }) => ({ indicator, title: data.title }))
    case 'progress':
    case 'outlook':
      return [data.actual, data.plan].map(({ indicator, title }) => ({ indicator, title }))
    case 'breakdown':
      return [data.of].map(({ indicator, title }) => ({ indicator, title }))
    case 'scorecard':
      return [data.score, ...(data.rank ? [data.rank] : [])].map(({ indicator, title }) => ({ indicator, title }))
    case 'communes':
      return [{ indicator: data.indicator, title: data.title }]
    case 'trend':
      return data.series.map(({ indicator, title }) => ({ indicator, title }))
    case 'comparison':
      return data.rows.flatMap(({ question, title }) => (question ? [{ ...question, title }] : []))
    case 'table':
      return data.columns.map(({ indicator, title }) => ({ indicator, title }))
    case 'bars':
    case 'ranking':
      return data.period ? [{ indicator: data.measure, period: data.period, title: data.title }] : []
    case 'funnel':
      return data.steps
        .flatMap(({ reading, amount }) => (amount ? [reading, amount] : [reading]))
        .map(({ indicator, title }) => ({ indicator, title }))
    case 'mentions':
    case 'spike':
    case 'plan':
    case 'stream':
    case 'feeds':
      return []
  }
}
