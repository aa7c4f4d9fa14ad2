import type { AnnotationAnswer, EventAnswer } from '@ioc/server/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandsOf, type Chart, roomOf } from './bands.ts'

const DAY = 86_400_000
const START = Date.parse('2026-09-01T00:00:00+07:00')
const at = (day: number) => new Date(START + day * DAY).toISOString()

const event = (key: string, from: number, to: number | null, more: Partial<EventAnswer> = {}): EventAnswer => ({
  ...{ key, kind: 'storm', title: { vi: key, en: `${key} en` }, from: at(from), to: to === null ? null : at(to), days: true },
  ...{ units: [], indicators: [], domains: [], source: 'x', link: null, origin: 'kept', reaches: [], kept: null },
  ...more,
})
const note = (id: number, from: number, more: Partial<AnnotationAnswer> = {}): AnnotationAnswer => ({
  ...{
    id,
    indicator: 'a.b',
    title: { vi: 'x', en: 'x' },
    unit: { key: 'u', name: 'U' },
    from: at(from),
    to: at(from + 1),
    where: [],
  },
  ...{ text: `ghi chú ${id}`, by: 'Lan', at: at(40), withdrawn: null },
  ...more,
})
/** A chart of so many days, on which a letter is as long as so many of them. */
const chart = (days: number, letter = 0.1, step = 1): Chart => ({
  steps: Array.from({ length: Math.ceil(days / step) }, (_, each) => START + each * step * DAY),
  to: START + days * DAY,
  labelMs: (label) => label.length * letter * DAY,
})
const vi = ({ vi: said }: { vi: string }) => said
const days = (bands: ReturnType<typeof bandsOf>) =>
  bands.map(({ key, from, to, lane }) => [key, (from - START) / DAY, (to - START) / DAY, lane])

test('a band is cut at the edges of the chart, and says so; what goes on reaches the end', () => {
  const bands = bandsOf(
    { events: [event('a', -3, 2), event('b', 8, null), event('c', -5, 0), event('d', 10, 12)], annotations: [] },
    chart(10),
    vi,
  )
  expect(days(bands)).toEqual([
    ['a', 0, 2, 0],
    ['b', 8, 10, 0],
  ])
  expect(bands.map(({ isCutBefore, isCutAfter }) => [isCutBefore, isCutAfter])).toEqual([
    [true, false],
    [false, true],
  ])
})

test('it knows the steps it touches, of a day or of a month', () => {
  const steps = (of: Chart, from: number, to: number) =>
    bandsOf({ events: [event('a', from, to)], annotations: [] }, of, vi).map(({ first, last }) => [first, last])
  expect(steps(chart(30), 2, 5)).toEqual([[2, 4]])
  expect(steps(chart(90, 0.1, 30), 29, 31)).toEqual([[0, 1]])
  expect(steps(chart(90, 0.1, 30), 31, 32)).toEqual([[1, 1]])
})

test('bands that overlap, or whose labels would, stand in lanes of their own', () => {
  const of = (letter: number) =>
    days(
      bandsOf(
        { events: [event('aaaa', 0, 3), event('bbbb', 2, 4), event('cccc', 5, 6)], annotations: [] },
        chart(20, letter),
        vi,
      ),
    )
  expect(of(0.1)).toEqual([
    ['aaaa', 0, 3, 0],
    ['cccc', 5, 6, 0],
    ['bbbb', 2, 4, 1],
  ])
  expect(of(1).map(([key, , , lane]) => [key, lane])).toEqual([
    ['aaaa', 0],
    ['cccc', 0],
    ['bbbb', 1],
  ])
  expect(of(1.5).map(([key, , , lane]) => [key, lane])).toEqual([
    ['aaaa', 0],
    ['bbbb', 1],
    ['cccc', 2],
  ])
})

test('days off are left out where a step is longer than a day; a holiday somebody wrote down stays', () => {
  const holiday = event('tet', 1, 3, { kind: 'holiday', origin: 'calendar' })
  const kept = { version: 1, at: at(0), madeIn: 'console' as const, by: 'Lan', why: 'x', withdrawn: false, spec: {} as never }
  const own = event('le-hoi', 1, 3, { kind: 'holiday', kept })
  const keys = (step: number) =>
    bandsOf({ events: [holiday, own], annotations: [] }, chart(60, 0.01, step), vi).map(({ key }) => key)
  expect(keys(1).sort()).toEqual(['le-hoi', 'tet'])
  expect(keys(30)).toEqual(['le-hoi'])
})

test('a note stands at its point by how it begins; withdrawn ones stand nowhere', () => {
  const long = 'Hệ thống một cửa ngừng hai ngày để chuyển máy chủ sang trung tâm dữ liệu mới'
  const gone = { withdrawn: { at: at(1), by: 'Hoa', why: 'x' } }
  const bands = bandsOf({ events: [], annotations: [note(1, 2, { text: long }), note(2, 3, gone)] }, chart(10), vi)
  expect(bands).toMatchObject([
    { key: 'note-1', kind: 'note', label: 'Hệ thống một cửa ngừng hai ngày để chuy…', first: 2, last: 2 },
  ])
})

test('it bears in part where it does so on every unit asked about', () => {
  const parts = (...said: boolean[]) =>
    bandsOf(
      { events: [event('a', 1, 2, { reaches: said.map((part) => ({ unit: 'u', part })) })], annotations: [] },
      chart(10),
      vi,
    )[0]?.part
  expect([parts(), parts(true), parts(true, false), parts(false)]).toEqual([false, true, false, false])
})

test('whatever happened, nothing of a lane lies over another, all is within the chart, and no lane could be spared', () => {
  const any = fc.tuple(
    fc.integer({ min: -20, max: 60 }),
    fc.option(fc.integer({ min: 1, max: 40 })),
    fc.integer({ min: 1, max: 30 }),
  )
  fc.assert(
    fc.property(
      fc.array(any, { maxLength: 20 }),
      fc.integer({ min: 1, max: 50 }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      (said, length, letter) => {
        const events = said.map(([from, for_, letters], each) => {
          const label = 'x'.repeat(letters)
          return event(`e${each}`, from, for_ === null ? null : from + for_, { title: { vi: label, en: label } })
        })
        const of = chart(length, letter)
        const bands = bandsOf({ events, annotations: [] }, of, vi)
        expect(bands.length).toBe(said.filter(([from, for_]) => from < length && (for_ === null || from + for_ > 0)).length)
        const rooms = bands.map((band) => ({ ...roomOf(band, of), lane: band.lane }))
        for (const [place, band] of bands.entries()) {
          expect(band.from).toBeLessThan(band.to)
          const room = rooms[place] as (typeof rooms)[number]
          expect(room.from).toBeGreaterThanOrEqual(START)
          expect(room.to).toBeLessThanOrEqual(of.to)
          for (const other of rooms.slice(place + 1))
            if (other.lane === room.lane) expect(other.from >= room.to || room.from >= other.to).toBe(true)
        }
        const lanes = Math.max(-1, ...bands.map(({ lane }) => lane)) + 1
        const depth = Math.max(0, ...rooms.map(({ from }) => rooms.filter((room) => room.from <= from && from < room.to).length))
        expect(lanes).toBe(depth)
      },
    ),
  )
})
