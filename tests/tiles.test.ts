import type { TileOf } from '@ioc/server/contract'
import { computeTile, loadTileContext } from '@ioc/server/testing'
import { applyProvince, loadProvince, momentOf, openQuestion } from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'
import { subjectsOf } from '@ioc/web/testing'
import { expect, test } from 'vitest'
import { bare, hungYen } from './support/database.ts'
import { figure, heard } from './support/sources.ts'

// A wall shows its tiles before anything was told as well, and on either side of a merger.

/** Kinds that show records, sources, clauses or what was ordered, each opened by itself, and no number of their own. */
const WITHOUT_NUMBER = ['stream', 'feeds', 'plan', 'countdown', 'alerts', 'directives']

test.each(['hung-yen', 'nghe-an', 'phu-tho'])(
  'every tile of %s can be shown before anything was told, and opens the proof of what it counts',
  async (province) => {
    const database = await bare()
    await applyProvince(database, loadProvince(province))
    const context = await loadTileContext(database)
    const failed: string[] = []
    const moments = ['2026-11-20T10:00:00+07:00', '2027-01-01T00:30:00+07:00', '2025-07-01T08:00:00+07:00']
    const show = async (tile: Tile, at: Date) => {
      const subjects = subjectsOf(await computeTile(context, tile, momentOf({}, at)))
      if (subjects.length > 0 === WITHOUT_NUMBER.includes(tile.kind)) throw new Error(`opens ${subjects.length} proofs`)
      for (const { indicator, unit = context.province.unit, period } of subjects)
        await openQuestion(database.db, context.units, { indicator, unit, period }, at)
    }
    for (const tile of context.tiles.values())
      await Promise.all(
        moments.map((at) =>
          show(tile, new Date(at)).catch((error: Error) => failed.push(`${tile.id} at ${at}: ${error.message}`)),
        ),
      )
    expect(context.tiles.size).toBeGreaterThan(40)
    expect(failed).toEqual([])
  },
  300_000,
)

test('a tile that shows some of many parts says how many there are', async () => {
  const database = await hungYen()
  const asOf = '2026-11-18'
  const functions = ['education', 'health', 'defence', 'science', 'social']
  await figure(database, { item: 'expenditure/group/recurrent', asOf, amount: 15e12 })
  for (const [place, value] of functions.entries())
    await figure(database, { item: `expenditure/function/${value}`, asOf, amount: (place + 1) * 1e12 })
  const at = new Date('2026-11-20T10:00:00+07:00')
  await heard(database, at)
  const context = await loadTileContext(database)
  const tile = context.tiles.get('budget.by_function') as Extract<Tile, { kind: 'breakdown' }>
  const told = async (rows: number) => {
    const { parts, rows: shown } = (await computeTile(context, { ...tile, rows }, momentOf({}, at))) as TileOf<'breakdown'>
    return [shown.length, parts]
  }
  expect(await told(13)).toEqual([5, 5])
  expect(await told(3)).toEqual([3, 5])
})
