import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type View, viewOf } from '../view.ts'
import { crumbsOf, down, pathOf, periodAt, pointOf, toRecords, up } from './drill.ts'

const say = (text: string) => ({ vi: text, en: text })
const path = (id: string, ...levels: string[]) => ({
  id,
  title: say(id),
  levels: levels.map((by) => ({ by, kind: null, title: say(by) })),
})
const KNOWN = { paths: [path('place', 'unit', 'records'), path('work', 'agency', 'procedure', 'records')] }
const at = (search: string): View => viewOf(search)
const opened = (view: View, member: string): View => ({ ...view, ...down(view, member, KNOWN) })

test('province, commune, records: one level a click', () => {
  const commune = opened(at('?indicator=a&by=unit&pick=x&sort=name'), 'xa-a')
  expect(commune).toMatchObject({ unit: 'xa-a', by: 'records', path: 'place', trail: ['unit:'], picked: [], sort: null })
  expect(crumbsOf(commune)).toEqual([{ unit: 'xa-a' }])
})

test('agency, procedure, dossiers: each level narrows to what was opened', () => {
  const agency = opened(at('?indicator=a&by=agency&of=tinh'), 'so-y-te')
  expect(agency).toMatchObject({ by: 'procedure', where: ['agency:so-y-te'], path: 'work' })
  const procedure = opened(agency, '1.002')
  expect(procedure).toMatchObject({ by: 'records', where: ['agency:so-y-te', 'procedure:1.002'], unit: 'tinh' })
  expect(crumbsOf(procedure)).toEqual([
    { dim: 'agency', value: 'so-y-te' },
    { dim: 'procedure', value: '1.002' },
  ])
})

test('whoever goes down and up again is where they were, from wherever and however far', () => {
  const key = fc.constantFrom('a', 'b', 'c:d', 'xã')
  const start = fc.record({
    by: fc.constantFrom('unit', 'agency', 'procedure', 'channel'),
    unit: fc.option(key),
    where: fc.array(
      fc.tuple(fc.constantFrom('agency', 'channel'), key).map((pair) => pair.join(':')),
      { maxLength: 2 },
    ),
  })
  fc.assert(
    fc.property(start, fc.array(key, { minLength: 1, maxLength: 3 }), (chosen, members) => {
      const first: View = { ...at('?indicator=a'), ...chosen }
      const views = [first]
      for (const member of members) {
        const last = views.at(-1) as View
        if (last.by !== 'records') views.push(opened(last, member))
      }
      const lowest = views.at(-1) as View
      for (const [level, view] of views.entries()) {
        const { by, unit, where, trail } = { ...lowest, ...up(lowest, level) }
        expect({ by, unit, where, trail }).toEqual({ by: view.by, unit: view.unit, where: view.where, trail: view.trail })
      }
    }),
  )
})

test('what lies on no path leads to its records', () => {
  const channel = opened(at('?indicator=a&by=channel'), 'online')
  expect(channel).toMatchObject({ by: 'records', where: ['channel:online'], path: null })
  expect(pathOf(at('?indicator=a&by=channel'), KNOWN)).toBe(null)
})

test('the records behind a point of time are those of its day, month or year in Hà Nội', () => {
  expect(periodAt('2026-02-28T17:00:00.000Z', 'month')).toBe('2026-03')
  expect(periodAt('2026-02-28T17:00:00.000Z', 'day')).toBe('2026-03-01')
  expect(periodAt('2025-12-31T17:00:00.000Z', 'year')).toBe('2026')
  const march = '2026-02-28T17:00:00.000Z'
  const point = pointOf(march, { step: 'month', running: false, period: '2026', asOf: null }, '2026-04-02T00:00:00.000Z')
  expect(toRecords(at(`?indicator=a&at=${march}`), { point })).toMatchObject({ by: 'records', period: '2026-03', at: null })
})

test('a point of what stands at one moment is its last moment as known then, and of the step under way how it stood when asked', () => {
  const stood = { step: 'month', running: false, period: 'now', asOf: null } as const
  expect(pointOf('2026-02-28T17:00:00.000Z', stood, '2026-04-02T00:00:00.000Z')).toEqual({
    period: 'now',
    asOf: '2026-03-31T16:59:59.999Z',
  })
  expect(pointOf('2026-03-31T17:00:00.000Z', stood, '2026-04-02T00:00:00.000Z')).toEqual({ period: 'now', asOf: null })
})
