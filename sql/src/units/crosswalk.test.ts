import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BASES, type Basis, type CrosswalkUnit, makeCrosswalk, type Succession } from './crosswalk.ts'

const MERGER = '2025-07-01'
const [BEFORE, AFTER] = ['2025-06-30', '2026-01-01']

const unit = (
  id: number,
  parent_id: number | null,
  valid_from = '1997-01-01',
  valid_to: string | null = null,
  people: number | null = null,
) => ({
  id,
  parent_id,
  valid_from,
  valid_to,
  people,
  area_km2: null,
})
const went = (from_id: number, to_id: number, share = 1): Succession => ({
  from_id,
  to_id,
  people: share,
  area: share,
  dossiers: share,
})
const shares = (list: { unit: number; weight: number }[]) => Object.fromEntries(list.map((each) => [each.unit, each.weight]))

describe('two communes become one', () => {
  const { shares: sharesOf, members } = makeCrosswalk(
    [unit(1, null), unit(2, 1, '1997-01-01', MERGER), unit(3, 1, '1997-01-01', MERGER), unit(4, 1, MERGER)],
    [went(2, 4), went(3, 4)],
  )

  test('40 + 60 = 100 seen from both sides', () => {
    const facts = new Map([
      [2, 40],
      [3, 60],
    ])
    const total = (root: number, day: string) =>
      members([root], day, 'people').reduce((sum, row) => sum + row.weight * (facts.get(row.unit) ?? 0), 0)
    expect([total(4, AFTER), total(1, AFTER)]).toEqual([100, 100])
    expect([total(2, BEFORE), total(3, BEFORE), total(1, BEFORE)]).toEqual([40, 60, 100])
  })

  test('what the new one reports is shared among the old ones on the old map, equally while their sizes are unknown', () => {
    expect(shares(sharesOf(4, BEFORE, 'people'))).toEqual({ 2: 0.5, 3: 0.5 })
  })

  test('a unit that does not stand that day is read on the nearest day it did', () => {
    expect(members([4], BEFORE, 'people')).toEqual(members([4], AFTER, 'people'))
    expect(members([2], AFTER, 'people')).toEqual(members([2], BEFORE, 'people'))
  })
})

test('predecessors of known size share in proportion, weighed by what of them came over', () => {
  const { shares: sharesOf } = makeCrosswalk(
    [
      unit(1, null),
      unit(2, 1, '1997-01-01', MERGER, 3000),
      unit(3, 1, '1997-01-01', MERGER, 2000),
      unit(4, 1, MERGER),
      unit(5, 1, MERGER),
    ],
    [went(2, 4), went(3, 4, 0.5), went(3, 5, 0.5)],
  )
  expect(shares(sharesOf(4, BEFORE, 'people'))).toEqual({ 2: 0.75, 3: 0.25 })
  const byArea = shares(sharesOf(4, BEFORE, 'area'))
  expect(byArea[2]).toBeCloseTo(2 / 3)
  expect(byArea[3]).toBeCloseTo(1 / 3)
})

describe('a commune is split between two, and one of these merges again', () => {
  const AGAIN = '2030-01-01'
  const walk = makeCrosswalk(
    [
      unit(1, null),
      unit(2, 1, '1997-01-01', MERGER),
      unit(3, 1, MERGER, AGAIN),
      unit(4, 1, MERGER),
      unit(5, 1, '1997-01-01', AGAIN),
      unit(6, 1, AGAIN),
    ],
    [went(2, 3, 0.4), went(2, 4, 0.6), went(3, 6), went(5, 6)],
  )

  test('shares follow it through both', () => {
    expect(shares(walk.shares(2, AFTER, 'area'))).toEqual({ 3: 0.4, 4: 0.6 })
    expect(shares(walk.shares(2, '2031-01-01', 'area'))).toEqual({ 6: 0.4, 4: 0.6 })
    expect(shares(walk.shares(6, AFTER, 'area'))).toEqual({ 3: 0.5, 5: 0.5 })
    expect(shares(walk.shares(6, BEFORE, 'area'))).toEqual({ 2: 0.5, 5: 0.5 })
  })

  test('it is an estimate for either part and none for what holds both', () => {
    const weight = (root: number) => walk.members([root], '2031-01-01', 'area').find((row) => row.unit === 2)?.weight
    expect([weight(6), weight(4), weight(1)]).toEqual([0.4, 0.6, 1])
  })
})

describe('a level disappears', () => {
  // 1 country, 2 old province, 3 old district, 4 old commune; 5 new province, 6 new commune, 7 an office begun without predecessor.
  const walk = makeCrosswalk(
    [
      unit(1, null),
      unit(2, 1, '1997-01-01', MERGER),
      unit(3, 2, '1997-01-01', MERGER),
      unit(4, 3, '1997-01-01', MERGER),
      unit(5, 1, MERGER),
      unit(6, 5, MERGER),
      unit(7, 5, MERGER),
    ],
    [went(2, 5), went(4, 6)],
  )

  test('a district without successor counts for whatever succeeds what it lay in', () => {
    expect(shares(walk.shares(3, AFTER, 'people'))).toEqual({ 5: 1 })
  })

  test('an office without predecessor counts for whatever preceded what it lies in', () => {
    expect(shares(walk.shares(7, BEFORE, 'people'))).toEqual({ 2: 1 })
  })

  test('the children of a unit on a day it did not stand are the highest units within it that did', () => {
    expect(walk.children(5, AFTER)).toEqual([6, 7])
    expect(walk.children(5, BEFORE)).toEqual([2])
    expect(walk.children(2, AFTER)).toEqual([5])
    expect(walk.children(3, AFTER)).toEqual([6])
  })
})

/** A country of any depth that is merged, split and rearranged on several days, some of it without a word of what became of it. */
const history = fc
  .record({
    parents: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
    reforms: fc.array(
      fc.array(
        fc.record({ ends: fc.boolean(), parts: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 5 })), { maxLength: 3 }) }),
        {
          minLength: 12,
          maxLength: 12,
        },
      ),
      { maxLength: 4 },
    ),
    sizes: fc.array(fc.option(fc.nat({ max: 1000 })), { minLength: 1 }),
    facts: fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }),
  })
  .map(({ parents, reforms, sizes, facts }) => {
    const units: CrosswalkUnit[] = [unit(0, null)]
    const successions: Succession[] = []
    const days = ['1997-01-01']
    const begin = (parent: number, day: string) =>
      units.push(unit(units.length, parent, day, null, sizes[units.length % sizes.length] ?? null)) - 1
    const standing = () => units.filter((u) => u.valid_to === null)
    for (const parent of parents) begin(units[parent % units.length]?.id ?? 0, '1997-01-01')
    reforms.forEach((reform, n) => {
      const day = `${2000 + n * 5}-07-01`
      days.push(day)
      // Whatever lies in what ends ends with it; whoever ends without parts leaves no successor.
      const ended = new Set<number>()
      for (const u of standing().slice(1)) {
        const plan = reform[u.id % reform.length]
        if (plan?.ends || (u.parent_id !== null && ended.has(u.parent_id))) ended.add(u.id)
      }
      const stay = standing().filter((u) => !ended.has(u.id))
      for (const id of ended) (units[id] as CrosswalkUnit).valid_to = day
      const fresh = stay.slice(0, 3).map((u) => begin(u.id, day))
      for (const parent of [...fresh]) fresh.push(begin(parent, day))
      for (const id of ended) {
        const parts = new Map<number, number>()
        for (const [to, weight] of reform[id % reform.length]?.parts ?? []) {
          const target = fresh[to % fresh.length] as number
          parts.set(target, (parts.get(target) ?? 0) + weight)
        }
        const whole = [...parts.values()].reduce((sum, weight) => sum + weight, 0)
        if (whole > 0) for (const [to, weight] of parts) successions.push(went(id, to, weight / whole))
      }
    })
    return { units, successions, days, factOf: (id: number) => facts[id % facts.length] ?? 0 }
  })

const moment = fc.record({
  day: fc.constantFrom('1999-12-31', '2000-07-01', '2004-01-01', '2006-01-01', '2012-06-30', '2020-01-01'),
  basis: fc.constantFrom<Basis>(...BASES),
})

describe('whatever was merged and split, whenever, at however many levels', () => {
  test('every unit counts in full for units standing on the day', () => {
    fc.assert(
      fc.property(history, moment, ({ units, successions }, { day, basis }) => {
        const walk = makeCrosswalk(units, successions)
        for (const { id } of units) {
          const parts = walk.shares(id, day, basis)
          expect(parts.reduce((sum, part) => sum + part.weight, 0)).toBeCloseTo(1, 9)
          for (const part of parts) {
            const { valid_from, valid_to } = units[part.unit] as CrosswalkUnit
            expect(valid_from <= day && (valid_to === null || day < valid_to)).toBe(true)
          }
        }
      }),
    )
  })

  test("the figures on any day's map add up to the figures reported", () => {
    fc.assert(
      fc.property(history, moment, ({ units, successions, factOf }, { day, basis }) => {
        const walk = makeCrosswalk(units, successions)
        const reported = units.reduce((sum, { id }) => sum + factOf(id), 0)
        const mapped = units.flatMap(({ id }) => walk.shares(id, day, basis).map((part) => part.weight * factOf(id)))
        expect(mapped.reduce((sum, value) => sum + value, 0)).toBeCloseTo(reported, 6)
        const root = walk.members([0], day, basis)
        expect(root.reduce((sum, row) => sum + row.weight * factOf(row.unit), 0)).toBe(reported)
      }),
    )
  })

  test('for the country no unit is an estimate', () => {
    fc.assert(
      fc.property(history, moment, ({ units, successions }, { day, basis }) => {
        const rows = makeCrosswalk(units, successions).members([0], day, basis)
        expect(rows.map((row) => row.unit).sort((a, b) => a - b)).toEqual(units.map((u) => u.id))
        expect(rows.every((row) => row.weight === 1)).toBe(true)
      }),
    )
  })

  test('what counts for a unit is what counts for its children and what was reported for itself', () => {
    fc.assert(
      fc.property(history, moment, ({ units, successions, factOf }, { day, basis }) => {
        const walk = makeCrosswalk(units, successions)
        const total = (root: number) =>
          walk.members([root], day, basis).reduce((sum, row) => sum + row.weight * factOf(row.unit), 0)
        const own = (id: number) =>
          units.reduce((sum, u) => sum + factOf(u.id) * (shares(walk.shares(u.id, day, basis))[id] ?? 0), 0)
        for (const { id, valid_from, valid_to } of units) {
          if (day < valid_from || (valid_to !== null && valid_to <= day)) continue
          const below = walk.children(id, day).reduce((sum, child) => sum + total(child), 0)
          expect(below + own(id)).toBeCloseTo(total(id), 6)
        }
      }),
    )
  })
})
