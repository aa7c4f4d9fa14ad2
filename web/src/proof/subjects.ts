import type { TileData } from '@ioc/server/contract'
import type { Question } from '../address/address.ts'

export type Subject = Question & { title: TileData['title'] }

/** What a tile's numbers may be asked about, the one its big figure shows first: of parts, their whole. Empty where it counts nothing. */
export function subjectsOf(data: TileData): Subject[] {
  switch (data.kind) {
    case 'withheld':
      return []
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
      return [
        ...(data.whole ? [{ indicator: data.whole, title: data.title }] : []),
        ...data.rows.flatMap(({ question, title }) =>
          question && question.indicator !== data.whole ? [{ ...question, title }] : [],
        ),
      ]
    case 'ageing':
      return data.bands.map(({ indicator, title }) => ({ indicator, title }))
    case 'table':
      return data.columns.map(({ indicator, title }) => ({ indicator, title }))
    case 'bars':
      return [{ indicator: data.measure, period: lastHours(data.hours.length), title: data.title }]
    case 'heat':
      return [{ indicator: data.measure, period: data.period, title: data.title }]
    case 'spike':
      return [{ indicator: data.measure, period: lastHours(data.hours), title: data.title }]
    case 'mentions':
      return [{ indicator: data.measure, period: lastHours(24), title: data.title }]
    case 'ranking':
      return [{ indicator: data.measure, period: data.period, title: data.title }]
    case 'funnel':
      return data.steps
        .flatMap(({ reading, amount }) => (amount ? [reading, amount] : [reading]))
        .map(({ indicator, title }) => ({ indicator, title }))
    case 'alerts':
    case 'directives':
    case 'countdown':
    case 'plan':
    case 'stream':
    case 'feeds':
      return []
  }
}

/** The hour under way and those before it, so many in all. */
const lastHours = (hours: number) => `last${hours}h`
