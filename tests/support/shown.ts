import type { Cell, Question, TileData } from '@ioc/server/contract'

/** A number a tile shows, and the question that opens its proof: of the province, over the indicator's own period, where it says nothing else. */
export interface Shown {
  question: Question
  cell: Cell
}

/** Every number of a tile that has a question of its own; of a chart, the one number beside it. */
export function shownBy(data: TileData): Shown[] {
  switch (data.kind) {
    case 'stat':
      return read([data.reading])
    case 'progress':
    case 'outlook':
      return read([data.actual, data.plan])
    case 'scorecard':
      return [...read(data.rank ? [data.score, data.rank] : [data.score]), ...newestOf(data)]
    case 'funnel':
      return read(data.steps.flatMap(({ reading, amount }) => (amount ? [reading, amount] : [reading])))
    case 'communes':
      return data.cells.map((cell) => ({ question: { indicator: data.indicator, unit: cell.unit }, cell }))
    case 'comparison':
      return data.rows.flatMap((row) => (row.question ? [{ question: row.question, cell: row.published ?? row }] : []))
    case 'ageing':
      return [
        ...data.bands.map(({ indicator, total }) => ({ question: { indicator }, cell: total })),
        ...data.rows.flatMap(({ key, cells }) =>
          cells.map((cell, place) => ({ question: { indicator: data.bands[place]?.indicator ?? '', unit: key }, cell })),
        ),
      ]
    case 'table':
      return [
        { cells: data.total.cells, asked: {}, indicators: undefined },
        ...data.sections.flatMap(({ rows }) => rows),
      ].flatMap(({ cells, asked, indicators }) =>
        cells.map((cell, place) => ({
          question: { indicator: indicators?.[place] ?? indicatorAt(data, place), ...asked },
          cell,
        })),
      )
    case 'ranking':
      return data.rows.map((row) => ({ question: row.question, cell: row }))
    case 'breakdown':
      return [...read([data.of]), ...data.rows.map((row) => ({ question: row.question, cell: row }))]
    case 'bars':
      return [{ question: { indicator: data.measure, period: `last${data.hours.length}h` }, cell: data.total }]
    case 'spike':
      return [{ question: { indicator: data.measure, period: `last${data.hours}h` }, cell: data.observed }]
    case 'plan':
      // Where each of several units is to reach a value, the share of them that have is no reading.
      return data.rows.flatMap(({ indicator, unit, units, actual: value, state, estimate }) =>
        indicator && state && !units
          ? [{ question: { indicator: indicator.id, unit: unit?.key }, cell: { value, state, estimate } }]
          : [],
      )
    case 'alerts':
    case 'directives':
    case 'countdown':
    case 'heat':
    case 'trend':
    case 'mentions':
    case 'stream':
    case 'feeds':
    case 'withheld':
      return []
  }
}

function read(readings: (Cell & { indicator: string })[]): Shown[] {
  return readings.map((cell) => ({ question: { indicator: cell.indicator }, cell }))
}

/** The big number of a scorecard: the newest edition's, which is the newest reading. */
function newestOf({ newest, score, rank }: Extract<TileData, { kind: 'scorecard' }>): Shown[] {
  const of = (cell: Cell | undefined, indicator: string | undefined) =>
    indicator && cell && cell.value !== null ? [{ question: { indicator }, cell }] : []
  return [...of(newest?.score, score.indicator), ...of(newest?.rank, rank?.indicator)]
}

function indicatorAt({ columns }: Extract<TileData, { kind: 'table' }>, place: number): string {
  return (columns[place] as (typeof columns)[number]).indicator
}
