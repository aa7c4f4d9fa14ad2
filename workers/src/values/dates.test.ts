import { describe, expect, test } from 'vitest'
import { formatInstant, parseDay, parseInstant, UNMISTAKABLE } from './dates.ts'

const HANOI = 'Asia/Ho_Chi_Minh'
const NEW_YORK = 'America/New_York'
const instant = (text: string | number, format: string | readonly string[], zone = HANOI) => {
  const parsed = parseInstant(text, [format].flat(), zone)
  return parsed.ok ? (parsed.value?.toISOString() ?? null) : parsed.reason
}
const day = (text: string | number, format: string | readonly string[], zone = HANOI, edge?: 'first' | 'last') => {
  const parsed = parseDay(text, [format].flat(), zone, edge)
  return parsed.ok ? parsed.value : parsed.reason
}

describe('an instant', () => {
  test.each([
    ['31/12/2025 14:05', 'dd/MM/yyyy HH:mm', '2025-12-31T07:05:00.000Z'],
    ['31/12/2025', 'dd/MM/yyyy', '2025-12-30T17:00:00.000Z'],
    ['1/7/2025', 'dd/MM/yyyy', '2025-06-30T17:00:00.000Z'],
    ['20251231140509', 'yyyyMMddHHmmss', '2025-12-31T07:05:09.000Z'],
    ['2025-12-31T14:05:09.250', 'iso', '2025-12-31T07:05:09.250Z'],
    ['2025-12-31T14:05:09Z', 'iso', '2025-12-31T14:05:09.000Z'],
    ['2025-12-31T14:05:09+0900', 'iso', '2025-12-31T05:05:09.000Z'],
    ['2025-12-31T14:05:09.123456+07:00', 'iso', '2025-12-31T07:05:09.123Z'],
    ['12/31/2025 02:05:00 PM', 'MM/dd/yyyy hh:mm:ss a', '2025-12-31T07:05:00.000Z'],
    ['12/31/2025 12:05:00 AM', 'MM/dd/yyyy hh:mm:ss a', '2025-12-30T17:05:00.000Z'],
    ['Tue, 14 Nov 2017 17:42:44 +0700', 'rfc822', '2017-11-14T10:42:44.000Z'],
    ['Tue, 14 Nov 2017 17:42:44 GMT', 'rfc822', '2017-11-14T17:42:44.000Z'],
    ['Tue, 14 Nov 2017 17:42:44', 'rfc822', '2017-11-14T10:42:44.000Z'],
    ['14 Nov 17 17:42', 'rfc822', '2017-11-14T10:42:00.000Z'],
  ])('%s as %s', (text, format, expected) => expect(instant(text, format)).toBe(expected))

  test('an Excel serial is a wall time of the feed', () => {
    expect(instant(45_658.5, 'excel')).toBe('2025-01-01T05:00:00.000Z')
    expect(instant('45658', 'excel')).toBe('2024-12-31T17:00:00.000Z')
    expect(instant(60, 'excel')).toBe('invalid')
  })

  test('the declared format decides between day and month, and a day it cannot be is refused', () => {
    expect(instant('3/4/2025', 'd/M/yyyy')).toBe('2025-04-02T17:00:00.000Z')
    expect(instant('3/4/2025', 'M/d/yyyy')).toBe('2025-03-03T17:00:00.000Z')
    expect(instant('14/3/2025', 'M/d/yyyy')).toBe('invalid')
    expect(instant('3/14/2025 1:20', 'M/d/yyyy H:mm', NEW_YORK)).toBe('2025-03-14T05:20:00.000Z')
    expect(instant('3/4/2025', UNMISTAKABLE)).toBe('invalid')
  })

  test.each(['31/02/2025', '2025-02-30', '2025-13-01', '2025-06-01T25:00', 'hôm qua', '0/1/2025'])('%s is no date', (text) =>
    expect(instant(text, ['iso', 'dd/MM/yyyy'])).toBe('invalid'),
  )

  test('a blank is a blank', () => expect(instant(' - ', 'iso')).toBeNull())
})

describe('a clock that moves', () => {
  test('winter and summer have their own offset', () => {
    expect(instant('2025-01-15T12:00:00', 'iso', NEW_YORK)).toBe('2025-01-15T17:00:00.000Z')
    expect(instant('2025-07-15T12:00:00', 'iso', NEW_YORK)).toBe('2025-07-15T16:00:00.000Z')
  })

  test('around the hour that spring skips', () => {
    expect(instant('2025-03-09T01:59:59', 'iso', NEW_YORK)).toBe('2025-03-09T06:59:59.000Z')
    expect(instant('2025-03-09T02:30:00', 'iso', NEW_YORK)).toBe('2025-03-09T07:30:00.000Z')
    expect(instant('2025-03-09T03:00:00', 'iso', NEW_YORK)).toBe('2025-03-09T07:00:00.000Z')
  })

  test('around the hour that autumn shows twice, the first is meant', () => {
    expect(instant('2025-11-02T00:59:59', 'iso', NEW_YORK)).toBe('2025-11-02T04:59:59.000Z')
    expect(instant('2025-11-02T01:30:00', 'iso', NEW_YORK)).toBe('2025-11-02T05:30:00.000Z')
    expect(instant('2025-11-02T02:00:00', 'iso', NEW_YORK)).toBe('2025-11-02T07:00:00.000Z')
  })

  test('every hour of a year reads back', () => {
    for (let at = Date.UTC(2025, 0, 1); at < Date.UTC(2026, 0, 1); at += 3_600_000) {
      const shown = formatInstant(new Date(at), 'yyyy-MM-ddTHH:mm:ss', NEW_YORK)
      const twice = shown >= '2025-11-02T01' && shown < '2025-11-02T02'
      if (!twice) expect(instant(shown, 'iso', NEW_YORK)).toBe(new Date(at).toISOString())
    }
  })
})

describe('a day', () => {
  test('stays the day that was written', () => {
    expect(day('31/12/2025', 'dd/MM/yyyy')).toBe('2025-12-31')
    expect(day('2025-12-31', 'iso', NEW_YORK)).toBe('2025-12-31')
    expect(day(45_658, 'excel')).toBe('2025-01-01')
  })

  test('an instant of another zone falls on the day the feed sees', () => {
    expect(day('2025-12-31T20:00:00Z', 'iso')).toBe('2026-01-01')
  })

  test('a year or a month can mean its last day', () => {
    expect(day('2003', 'yyyy', HANOI, 'last')).toBe('2003-12-31')
    expect(day('2/2024', 'M/yyyy', HANOI, 'last')).toBe('2024-02-29')
    // Periods of reports, as forms print them.
    const ends = [
      ['Quý I', '03-31'],
      ['QUÝ III', '09-30'],
      ['quý 2', '06-30'],
      ['6 tháng', '06-30'],
      ['09 tháng đầu năm', '09-30'],
      ['Năm', '12-31'],
      ['cả năm', '12-31'],
    ]
    for (const [period, end] of ends) expect(day(`${period} 2026`, 'KK yyyy', HANOI, 'last')).toBe(`2026-${end}`)
    for (const period of ['Quý V', '5 tháng', 'Quý']) expect(day(`${period} 2026`, 'KK yyyy', HANOI, 'last')).toBe('invalid')
    expect(day('2003', 'yyyy')).toBe('2003-01-01')
    expect(day('05/03/2024', 'dd/MM/yyyy', HANOI, 'last')).toBe('2024-03-05')
  })
})

test('an instant is written the way a source wants it', () => {
  expect(formatInstant(new Date('2025-12-31T07:05:09Z'), 'yyyyMMddHHmmss', HANOI)).toBe('20251231140509')
  expect(formatInstant(new Date('2025-12-31T07:05:09Z'), 'dd/MM/yyyy HH:mm', HANOI)).toBe('31/12/2025 14:05')
})

test('a year a spreadsheet keeps as a number is a year; any other number is no date unless the format says so', () => {
  expect(parseDay(2024, ['yyyy'], 'Asia/Ho_Chi_Minh', 'last')).toEqual({ ok: true, value: '2024-12-31' })
  expect(parseDay(2024, ['dd/MM/yyyy'], 'Asia/Ho_Chi_Minh')).toMatchObject({ ok: false })
  expect(parseDay(20240, ['yyyy'], 'Asia/Ho_Chi_Minh')).toMatchObject({ ok: false })
})
