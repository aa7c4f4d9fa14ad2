import type { TileOf } from '@ioc/server/contract'
import { computeTile, loadTileContext } from '@ioc/server/testing'
import { applyProvince, issueDirective, loadProvince, momentOf } from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'
import { expect, test } from 'vitest'
import { houseOf } from './support/alerts.ts'
import { bare } from './support/database.ts'
import { PLAN } from './support/escalation.ts'

// How long is left, by the plans and orders there are.

/** A Friday, at 09:00 in Hanoi. */
const FRIDAY = new Date('2026-11-20T02:00:00Z')

test('what is due next counts down in working days, of plans and of what was ordered; what is past or has no day is left out', async () => {
  const database = await bare()
  const files = loadProvince('hung-yen')
  const clause = { each: false, owner: 'van-phong-ubnd', unmeasured: 'chưa có nguồn' }
  const plan = {
    id: 'thu',
    title: { vi: 'Kế hoạch thử', en: 'Trial plan' },
    source: 'bài thử',
    from: '2026-01-01',
    clauses: [
      { ...clause, id: 'nam', text: 'Đến cuối năm', due: '2026-12-31' },
      { ...clause, id: 'qua', text: 'Đã qua', due: '2026-06-30' },
      { ...clause, id: 'khong', text: 'Không nêu hạn' },
    ],
  }
  await applyProvince(database, { ...files, plans: [{ plan, where: () => 'thu.yaml:1' }] as unknown as typeof files.plans })
  const order = {
    title: 'Dọn kênh',
    body: '',
    issuedBy: 'Chủ tịch',
    unit: 'van-phong-ubnd',
    beside: [],
    workingDays: 3,
    by: 'Lan',
  }
  await issueDirective(await houseOf(database), PLAN, order, FRIDAY)
  const context = await loadTileContext(database)
  const told = async (at: Date) => {
    const tile = context.tiles.get('plans.next') as Tile
    return ((await computeTile(context, tile, momentOf({}, at))) as TileOf<'countdown'>).rows
  }
  // The 24th of November is a day off.
  const rows = await told(FRIDAY)
  expect(rows.map(({ text, due, workingDays, status }) => [text, due, workingDays, status])).toEqual([
    ['Dọn kênh', '2026-11-26', 3, 'on_track'],
    ['Đến cuối năm', '2026-12-31', 28, 'unmeasured'],
  ])
  expect(rows[1]?.elapsed).toBeCloseTo(323 / 364, 1)
  const later = await told(new Date('2026-11-26T00:00:00Z'))
  expect(later[0]).toMatchObject({ text: 'Dọn kênh', workingDays: 0, status: 'at_risk' })
})
