import { describe, expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { RecordSource, SourceRow } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-18T10:00:00+07:00')
const source = (changes = {}) => simulator.records?.(testWorld({ scale: 0.2, ...changes })) as RecordSource
const told = (changes = {}) => source(changes).changesSince(null, 1_000_000, NOW).records

const history = told()
const standing = [...new Map(history.map((row) => [row.reportCode, row])).values()]
const at = (row: SourceRow, field: string) => new Date(`${row[field]}+07:00`)

test('the same world tells the same, another seed another', () => {
  expect(told()).toEqual(history)
  expect(told({ seed: 2 })).not.toEqual(history)
})

test('pages of any size hold the same', () => {
  const one = source()
  const rows: SourceRow[] = []
  for (let page = one.changesSince(null, 777, NOW); ; page = one.changesSince(page.last, 777, NOW)) {
    rows.push(...page.records)
    if (!page.more) break
  }
  expect(rows).toEqual(history)
})

test('codes read PAHT, day, number', () => {
  for (const { reportCode, createdAt } of standing) {
    expect(reportCode).toMatch(/^PAHT\.\d{8}\.\d{4}$/)
    expect((createdAt as string).slice(0, 10).replaceAll('-', '')).toBe((reportCode as string).slice(5, 13))
  }
})

describe('the life of a report', () => {
  const lives = new Map<string, SourceRow[]>()
  for (const row of history) lives.set(row.reportCode as string, [...(lives.get(row.reportCode as string) ?? []), row])
  const paths = [...lives.values()]
    .filter(([first]) => first?.status === 'NEW')
    .map((rows) => rows.map(({ status }) => status as string))

  test('steps only to what may follow', () => {
    const follow: Record<string, string[]> = {
      NEW: ['DISTRIBUTING', 'REJECTED', 'DUPLICATE'],
      DISTRIBUTING: ['WAITING'],
      WAITING: ['IN_PROGRESS'],
      IN_PROGRESS: ['IN_PROGRESS', 'PENDING_APPROVAL', 'COMPLETED'],
      PENDING_APPROVAL: ['IN_PROGRESS', 'COMPLETED'],
      COMPLETED: ['COMPLETED', 'IN_PROGRESS'],
      DUPLICATE: ['NEW'],
      REJECTED: [],
    }
    expect(paths.length).toBeGreaterThan(500)
    for (const path of paths) for (let n = 1; n < path.length; n++) expect(follow[path[n - 1] as string]).toContain(path[n])
  })

  test('some are merged and split off again, some sent back, some opened again', () => {
    expect(paths.filter((path) => path.join() === 'NEW,DUPLICATE').length).toBeGreaterThan(10)
    expect(standing.filter(({ unmerged }) => unmerged === '1').length).toBeGreaterThan(2)
    expect(standing.filter(({ reopenCount }) => reopenCount === '1').length).toBeGreaterThan(10)
  })
})

test('most are done within their seven days, some are late, a refusal says why', () => {
  const done = standing.filter(({ status, slaDeadline, completedAt }) => status === 'COMPLETED' && slaDeadline && completedAt)
  const late = done.filter((row) => at(row, 'completedAt') > at(row, 'slaDeadline'))
  expect(late.length / done.length).toBeGreaterThan(0.03)
  expect(late.length / done.length).toBeLessThan(0.2)
  const refused = standing.filter(({ status }) => status === 'REJECTED')
  expect(refused.filter(({ publicReason }) => publicReason).length / refused.length).toBeGreaterThan(0.9)
})

test('a duplicate speaks of what another citizen reported in the same commune and field within the half-hour before', () => {
  const byCode = new Map(history.map((row) => [row.reportCode, row]))
  const merged = history.filter(({ status, parentReportCode }) => status === 'DUPLICATE' && parentReportCode)
  expect(merged.length).toBeGreaterThan(10)
  for (const row of merged) {
    const master = byCode.get(row.parentReportCode as string) as SourceRow
    const minutes = (at(row, 'createdAt').getTime() - at(master, 'createdAt').getTime()) / 60_000
    expect(master.title).toBe(row.title)
    expect((row.content as string).split(' tại ')[1]).toBe((master.content as string).split(' tại ')[1])
    expect(minutes).toBeGreaterThan(0)
    expect(minutes).toBeLessThanOrEqual(30)
  }
})

test('a storm brings many of one commune within hours', () => {
  const times = new Map<string, number[]>()
  for (const row of standing) {
    const key = `${row.wardCode} ${row.title}`
    times.set(key, [...(times.get(key) ?? []), at(row, 'createdAt').getTime()])
  }
  const within = [...times.values()].map((list) => {
    const sorted = list.toSorted((a, b) => a - b)
    return Math.max(...sorted.map((from) => sorted.filter((to) => to >= from && to < from + 3 * 3_600_000).length))
  })
  expect(Math.max(...within)).toBeGreaterThanOrEqual(3)
})

test('two years at the demonstration’s scale stay small', () => {
  const whole = source({ start: '2024-11-18' })
  const codes = new Set(whole.changesSince(null, 1_000_000, NOW).records.map(({ reportCode }) => reportCode))
  expect(codes.size).toBeGreaterThan(10_000)
  expect(codes.size).toBeLessThan(25_000)
})
