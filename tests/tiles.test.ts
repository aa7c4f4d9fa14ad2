import { computeTile, loadTileContext } from '@ioc/server/testing'
import { applyProvince, loadProvince, momentOf } from '@ioc/sql'
import { expect, test } from 'vitest'
import { bare } from './support/database.ts'

// A wall shows its tiles before anything was told as well, and on either side of a merger.

test.each(['hung-yen', 'nghe-an', 'phu-tho'])(
  'every tile of %s can be shown before anything was told',
  async (province) => {
    const database = await bare()
    await applyProvince(database, loadProvince(province))
    const context = await loadTileContext(database)
    const failed: string[] = []
    const moments = ['2026-11-20T10:00:00+07:00', '2027-01-01T00:30:00+07:00', '2025-07-01T08:00:00+07:00']
    for (const tile of context.tiles.values())
      await Promise.all(
        moments.map((at) =>
          computeTile(context, tile, momentOf({}, new Date(at))).catch((error: Error) =>
            failed.push(`${tile.id} at ${at}: ${error.message}`),
          ),
        ),
      )
    expect(context.tiles.size).toBeGreaterThan(40)
    expect(failed).toEqual([])
  },
  300_000,
)
