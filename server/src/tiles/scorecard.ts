import { addDays, type DefinedIndicator, dayOf, type Moment, readSeries, startOfDay } from '@ioc/sql'
import type { Cell, Reading, TileOf } from '../../contract/index.ts'
import type { Build } from './build.ts'
import { cellOf } from './cell.ts'
import type { TileContext } from './context.ts'
import { readingOf } from './reading.ts'

type Edition = TileOf<'scorecard'>['lines'][number]['editions'][number]

const EDITIONS = 8

/** A published score and place, with the editions of the unit and of those it was made of. */
export const scorecardTile: Build<'scorecard'> = async (context, tile, moment) => {
  const { indicator: score, reading } = await readingOf(context, tile.score, moment)
  const rank = tile.rank === undefined ? null : await readingOf(context, tile.rank, moment)
  const ranked = tile.ranked === undefined ? null : context.registry.indicator(tile.ranked)
  const { unitId } = context.province
  const { kind } = context.units.get(unitId)
  const before = context.units.predecessorsOf(unitId).map(({ unit }) => unit)
  const units = [...before.filter((unit) => unit.kind === kind), context.units.get(unitId)]
  const lines = await Promise.all(
    units.map(async ({ id, key, name }) => ({
      unit: key,
      name,
      editions: await editionsOf(context, id, { score, rank: rank?.indicator ?? null, ranked }, moment),
    })),
  )
  const own = lines.at(-1)?.editions ?? []
  const newest = own.at(-1) ?? null
  const asRead = (told: Cell, read: Reading | undefined) => (read && isOf(read, newest?.edition) ? cellOf(read) : told)
  return {
    id: tile.id,
    title: tile.title,
    kind: 'scorecard',
    score: reading,
    rank: rank?.reading ?? null,
    newest: newest && { ...newest, score: asRead(newest.score, reading), rank: asRead(newest.rank, rank?.reading) },
    before: own.at(-2) ?? null,
    lines: lines.filter(({ editions }) => editions.length > 0),
  }
}

/** Where nothing was asked or told. */
const UNTOLD: Cell = { value: null, state: 'missing', estimate: false }

/** Whether a newest figure is that of an edition: then it is shown as it is read by itself, not as one of many. */
function isOf({ clocks }: Reading, edition: number | undefined): boolean {
  return Number(dayOf(new Date(clocks.from)).slice(0, 4)) === edition
}

interface Asked {
  score: DefinedIndicator
  rank: DefinedIndicator | null
  ranked: DefinedIndicator | null
}

/** What a unit was given, edition by edition, while it stood: neither scores nor places are carried over a merger. */
async function editionsOf(context: TileContext, unitId: number, asked: Asked, moment: Moment): Promise<Edition[]> {
  const { valid_from, valid_to } = context.units.get(unitId)
  const thisYear = Number(dayOf(moment.at).slice(0, 4))
  const first = Math.max(Number(valid_from.slice(0, 4)), thisYear - EDITIONS)
  // The year a unit ended in is its successor's.
  const end = valid_to === null ? thisYear + 1 : Math.min(thisYear + 1, Number(valid_to.slice(0, 4)))
  if (first >= end) return []
  const [start, born] = [startOfDay(`${first}-01-01`), startOfDay(valid_from)]
  // What is told for a whole year is told for the year a unit began in; anything finer, of it alone.
  const span = { from: asked.score.grain === 'year' || born < start ? start : born, to: startOfDay(`${end}-01-01`) }
  const geo = valid_to === null ? moment.geo : addDays(valid_to, -1)
  const read = async (indicator: DefinedIndicator | null) =>
    new Map(
      indicator === null
        ? []
        : (await readSeries(context.database.db, context.units, indicator, unitId, span, 'year', { ...moment, geo })).map(
            ({ at, ...told }) => [Number(dayOf(at).slice(0, 4)), cellOf(told)],
          ),
    )
  const [scores, ranks, ranked] = await Promise.all([read(asked.score), read(asked.rank), read(asked.ranked)])
  return [...scores].flatMap(([edition, score]) => {
    const rank = ranks.get(edition) ?? UNTOLD
    return score.value === null && rank.value === null ? [] : [{ edition, score, rank, ranked: ranked.get(edition) ?? UNTOLD }]
  })
}
