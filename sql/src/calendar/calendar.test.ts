import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { dayOf, startOfDay } from '../time/hanoi.ts'
import { readCalendar } from './calendar.ts'
import { dayOfNumber, numberOfDay } from './day.ts'
import { loadCalendar } from './load.ts'

const path = new URL('../../provinces/national/calendar.yaml', import.meta.url)
const text = readFileSync(path, 'utf8')
const calendar = readNational()
const at = (time: string) => new Date(`${time}+07:00`)

/** The national calendar with a slip of the pen in it, or a province's laid over it. */
function readNational(slip: (text: string) => string = (same) => same, ...over: string[]) {
  return readCalendar({ path: 'national', text: slip(text) }, ...over.map((each) => ({ path: 'own', text: each })))
}

describe('a deadline counts working days from the day after receipt', () => {
  test.each([
    ['2026-02-12', 5, '2026-02-26', 'over Tết Bính Ngọ'],
    ['2026-08-20', 3, '2026-08-24', 'through a worked Saturday'],
    ['2026-08-28', 2, '2026-09-04', 'over the National Day block'],
    ['2026-04-24', 3, '2026-05-04', 'over two holidays in one week'],
    ['2025-04-25', 4, '2025-05-05', 'through a worked Saturday and the swap it pays for'],
    ['2024-04-26', 3, '2024-05-04', 'to a Saturday that is worked'],
    ['2025-12-31', 3, '2026-01-07', 'over the new year'],
    ['2026-11-20', 3, '2026-11-26', 'over the day of Vietnamese culture'],
    ['2024-02-07', 1, '2024-02-15', 'over Tết Giáp Thìn'],
    ['2026-01-09', 1, '2026-01-10', 'to the worked Saturday next day'],
  ])('%s and %i days is %s: %s', (received, days, due) => {
    expect(calendar.addWorkingDays(received, days)).toBe(due)
  })
})

const reference = new URL('../../../../shared/data/reference/', import.meta.url)
describe.skipIf(!existsSync(reference))('the reference files (skipped without ../shared/data)', () => {
  test('every vector of working days', () => {
    const vectors: { received: string; working_days: number; due: string }[] = read('working_day_vectors.json')
    expect(vectors.length).toBeGreaterThan(0)
    for (const { received, working_days, due } of vectors) expect(calendar.addWorkingDays(received, working_days)).toBe(due)
  })

  test('every day off and every worked weekend of 2024–2027, and no other', () => {
    const { years } = read('vn_civil_service_calendar_2024_2027.json')
    expect(Object.keys(years)).toEqual(['2024', '2025', '2026', '2027'])
    for (const [year, { status, off, off_provisional, weekend_worked }] of Object.entries<Record<string, unknown>>(years)) {
      const found = calendar.year(Number(year))
      expect(found?.off.map(({ day }) => day)).toEqual(off ?? off_provisional)
      expect(found?.worked.map(({ day }) => day)).toEqual(weekend_worked)
      expect((status as string).toLowerCase()).toContain(found?.status)
    }
  })

  function read(name: string) {
    return JSON.parse(readFileSync(new URL(name, reference), 'utf8'))
  }
})

test('an instant keeps its time of day, and late evening belongs to the province’s day', () => {
  expect(calendar.addWorkingDays(at('2026-11-20T23:30'), 1)).toEqual(at('2026-11-23T23:30'))
  expect(dayOf(new Date('2026-11-20T17:00:00Z'))).toBe('2026-11-21')
  expect(startOfDay('2026-11-21')).toEqual(new Date('2026-11-20T17:00:00Z'))
})

const number = fc.integer({ min: numberOfDay('2023-06-01'), max: numberOfDay('2028-06-30') })
const day = number.map(dayOfNumber)
const count = fc.integer({ min: 0, max: 60 })

test('a deadline always falls on a working day', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), (from, days) => calendar.isWorkingDay(calendar.addWorkingDays(from, days))),
  )
})

test('adding days in two steps is adding them in one', () => {
  fc.assert(
    fc.property(day, count, count, (from, a, b) => {
      expect(calendar.addWorkingDays(calendar.addWorkingDays(from, a), b)).toBe(calendar.addWorkingDays(from, a + b))
    }),
  )
})

test('the working days between receipt and deadline are the days that were added', () => {
  fc.assert(
    fc.property(day, count, (from, days) => {
      const due = calendar.addWorkingDays(from, days)
      expect(calendar.workingDaysBetween(from, due)).toBe(days)
      expect(calendar.workingDaysBetween(due, from)).toBe(0 - days)
    }),
  )
})

test('who comes later or has more days is never due earlier', () => {
  fc.assert(
    fc.property(number, fc.nat(30), count, fc.nat(10), (from, later, days, more) => {
      const due = calendar.addWorkingDays(dayOfNumber(from), days)
      expect(calendar.addWorkingDays(dayOfNumber(from + later), days) >= due).toBe(true)
      expect(calendar.addWorkingDays(dayOfNumber(from), days + more) >= due).toBe(true)
    }),
  )
})

test('a deadline tells which days it skipped and why, and which weekend days it counted', () => {
  expect(calendar.deadline('2026-08-20', { days: 8 })).toEqual({
    due: '2026-09-03',
    at: null,
    status: 'official',
    skipped: [
      { why: 'weekend', day: '2026-08-23' },
      { why: 'weekend', day: '2026-08-29' },
      { why: 'weekend', day: '2026-08-30' },
      expect.objectContaining({ why: 'off', day: '2026-08-31', name: 'Nghỉ hoán đổi với thứ Bảy 22/8', notice: '9441/TB-BNV' }),
      expect.objectContaining({ why: 'off', day: '2026-09-01', name: 'Quốc khánh' }),
      expect.objectContaining({ why: 'off', day: '2026-09-02' }),
    ],
    worked: [expect.objectContaining({ day: '2026-08-22', name: 'Làm bù cho thứ Hai 31/8' })],
  })
})

test('the days from receipt to deadline are the days counted and the days skipped', () => {
  fc.assert(
    fc.property(day, count, (from, days) => {
      const { due, skipped } = calendar.deadline(from, { days })
      expect(due).toBe(calendar.addWorkingDays(from, days))
      expect(numberOfDay(due) - numberOfDay(from)).toBe(days + skipped.length)
    }),
  )
})

test('a deadline is as sure as the least sure year it goes through', () => {
  expect(calendar.deadline('2026-12-28', { days: 3 }).status).toBe('official')
  expect(calendar.deadline('2026-12-28', { days: 4 }).status).toBe('provisional')
  expect(calendar.deadline('2027-12-30', { days: 2 }).status).toBe('unknown')
  expect(calendar.deadline('2023-12-31', { days: 1 }).status).toBe('official')
  expect(calendar.certainty('2026-11-24')).toBe('official')
  expect(calendar.certainty('2026-11-24', '2028-01-01')).toBe('unknown')
})

test('an announced year is an addition to the file', () => {
  const year = `
  2028:
    status: official
    off: [{ days: [2028-01-26, 2028-01-27], name: Tết Mậu Thân, notice: a notice to come }]
    worked: []
`
  const extended = readNational((known) => known + year)
  expect(extended.deadline('2028-01-25', { days: 1 })).toMatchObject({ due: '2028-01-28', status: 'official' })
  expect(extended.year(2028)).toMatchObject({ tet: '2028-01-26', status: 'official' })
  expect(calendar.year(2028)).toBeUndefined()
})

describe('a province’s own file is laid over the national one', () => {
  test('its hours replace the national ones, each from its day on', () => {
    const own = `
hours:
  - { morning: 07:30-12:00, afternoon: 13:00-16:30, status: official, notice: winter }
  - { from: 2026-04-16, morning: 07:00-11:30, afternoon: 13:30-17:00, status: official, notice: summer }
`
    const province = readNational(undefined, own)
    expect(province.nextWorkingMoment(at('2026-04-15T06:00'))).toEqual(at('2026-04-15T07:30'))
    expect(province.nextWorkingMoment(at('2026-04-16T06:00'))).toEqual(at('2026-04-16T07:00'))
    expect(province.deadline(at('2026-04-15T16:00'), { hours: 1 })).toMatchObject({
      at: at('2026-04-16T07:30'),
      status: 'official',
    })
    expect(province.year(2025)?.hours.map(({ notice }) => notice)).toEqual(['winter'])
    expect(province.year(2026)?.hours.map(({ notice }) => notice)).toEqual(['winter', 'summer'])
    expect(province.addWorkingDays('2026-02-12', 5)).toBe('2026-02-26')
  })

  test('it may give a day of its own and take back a national one', () => {
    const own = `
years:
  2026:
    off: [{ days: [2026-08-25], name: Ngày hội của tỉnh, notice: a decision }]
    worked: [{ days: [2026-11-24], name: Trực bão, notice: an order }]
`
    const province = readNational(undefined, own)
    expect(province.isWorkingDay('2026-08-25')).toBe(false)
    expect(province.isWorkingDay('2026-11-24')).toBe(true)
    expect(province.certainty('2026-08-25')).toBe('official')
  })

  test('it is read from its folder', () => {
    const house = mkdtempSync(join(tmpdir(), 'provinces-'))
    onTestFinished(() => rmSync(house, { recursive: true }))
    for (const folder of ['national', 'an-hoa']) mkdirSync(join(house, folder))
    writeFileSync(join(house, 'national', 'calendar.yaml'), text)
    expect(loadCalendar('an-hoa', house).isWorkingDay('2026-08-25')).toBe(true)
    expect(loadCalendar('national', house).isWorkingDay('2026-08-25')).toBe(true)
    writeFileSync(join(house, 'an-hoa', 'calendar.yaml'), 'years: { 2026: { off: [] }, 2031: { off: [] } }')
    expect(() => loadCalendar('an-hoa', house)).toThrow(/an-hoa.calendar\.yaml: 2031 has no status/)
  })
})

test('a file that says what cannot be meant is refused', () => {
  const slip = (from: string, to: string) => () => readNational((known) => known.replace(from, to))
  expect(slip('2026-11-24', '2026-11-22')).toThrow(/national: 2026-11-22 .* on a weekend anyway/)
  expect(slip('2026-11-24', '2025-11-24')).toThrow(/listed under 2026/)
  expect(slip('days: [2026-11-24]', 'days: [2026-09-01]')).toThrow(/listed twice/)
  expect(slip('[2026-08-22], name: Làm bù', '[2026-08-21], name: Làm bù')).toThrow(/a weekday anyway/)
  expect(slip('2026-11-24', '2026-11-31')).toThrow(/Invalid ISO date/)
  expect(slip('07:30-11:30', '11:30-07:30')).toThrow(/morning ends after it begins/)
  expect(slip('07:30-11:30', '7h30-11h30')).toThrow(/as 07:30-11:30/)
  expect(slip('{ morning:', '{ from: 2026-01-01, morning:')).toThrow(/which held before/)
  expect(slip('hours:', 'hour:')).toThrow(/hour/)
  expect(() => calendar.addWorkingDays('2026-11-24', 1.5)).toThrow(RangeError)
  expect(() => calendar.addWorkingDays(new Date('never'), 1)).toThrow(RangeError)
})
