import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundsFor, judgementOf, rank } from './severity.ts'

const levels = { watch: 98, warn: 95, critical: 90 }

test('a value is as severe as the severest bound it has passed', () => {
  expect([99, 98, 97, 94, 89].map((value) => judgementOf(value, { levels, recover: {} }, 'fall'))).toEqual([
    'good',
    'good',
    'watch',
    'warn',
    'critical',
  ])
  expect(judgementOf(12, { levels: { warn: 10 }, recover: {} }, 'rise')).toBe('warn')
})

test('a severity that holds ends only past its own way back, and never makes one worse that does not', () => {
  const bounds = { levels, recover: { watch: 99, warn: 97, critical: 93 } }
  expect(judgementOf(92, bounds, 'fall', 'critical')).toBe('critical')
  expect(judgementOf(92, bounds, 'fall', 'warn')).toBe('warn')
  expect(judgementOf(96, bounds, 'fall', 'critical')).toBe('warn')
  expect(judgementOf(99, bounds, 'fall', 'critical')).toBe('good')
  fc.assert(
    fc.property(
      fc.double({ min: 80, max: 100, noNaN: true }),
      fc.constantFrom('good', 'watch', 'warn', 'critical'),
      (value, held) => {
        const fresh = rank(judgementOf(value, bounds, 'fall'))
        const judged = rank(judgementOf(value, bounds, 'fall', held))
        expect(judged).toBeGreaterThanOrEqual(fresh)
        expect(judged).toBeLessThanOrEqual(Math.max(fresh, rank(held)))
      },
    ),
  )
})

test('other bounds hold for a unit, a kind of unit or a season, the last that fits; a season may reach over New Year', () => {
  const own = { levels, recover: {} }
  const storms = { season: { from: '06-01', to: '10-31' }, levels: { warn: 80 }, recover: {} }
  const winter = { season: { from: '12-15', to: '02-15' }, levels: { warn: 70 }, recover: {} }
  const pho = { units: ['pho-hien'], levels: { warn: 60 }, recover: {} }
  const commune = { key: 'tan-hung', kind: 'commune' }
  expect(boundsFor(own, [storms], commune, '2026-05-31')).toBe(own)
  expect(boundsFor(own, [storms], commune, '2026-10-31')).toBe(storms)
  expect(boundsFor(own, [winter], commune, '2026-01-02')).toBe(winter)
  expect(boundsFor(own, [winter], commune, '2026-02-16')).toBe(own)
  expect(boundsFor(own, [storms, pho], { key: 'pho-hien', kind: 'commune' }, '2026-07-01')).toBe(pho)
  expect(boundsFor(own, [pho], null, '2026-07-01')).toBe(own)
})
