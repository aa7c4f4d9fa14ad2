import { describe, expect, test } from 'vitest'
import type { Normalised, RecordContext } from '../../src/pack/normalise.ts'
import alert, { Alert } from './normalise/alert.ts'
import incident, { Incident } from './normalise/incident.ts'
import posture, { Posture } from './normalise/posture.ts'
import system, { System } from './normalise/system.ts'
import vulnerability, { Vulnerability } from './normalise/vulnerability.ts'

const RECEIVED = new Date('2026-11-26T09:00:00+07:00')
const context = {
  unit: (name: string) => (name === 'H31.05' ? 5 : null),
  place: () => null,
  receivedAt: RECEIVED,
} as unknown as RecordContext
const at = (hour: number) => new Date(Date.parse('2026-11-20T00:00:00+07:00') + hour * 3_600_000)
const messages = (answer: Normalised) => ('problems' in answer ? answer.problems.map(({ message }) => message) : [])

describe('an incident', () => {
  const given = { code: 'SC1', unit: 'H31.05', severity: 'high', type: 'malware', detected_at: at(8) }
  const told = (changes: object) => incident.toFact(Incident.parse({ ...given, ...changes }), context)

  test('keeps its clocks and nothing it was made of', () => {
    const answer = told({ acknowledged_at: at(9), IPNguon: '203.0.113.9', MoTa: 'máy 203.0.113.9' })
    expect(answer).toMatchObject({ fact: { external_id: 'SC1', unit_id: 5, acknowledged_at: at(9), contained_at: null } })
    expect(JSON.stringify(answer)).not.toContain('203.0.113')
  })

  test('closed without ever being contained is held', () => {
    expect(messages(told({ closed_at: at(20) }))).toEqual([expect.stringMatching(/thiếu thời điểm khoanh vùng\. Bổ sung, hoặc/)])
  })

  test('that was a false alarm stays and counts for nothing', () => {
    expect(told({ dismissed: true })).toMatchObject({ fact: { deleted: true } })
  })
})

test('an alert is one of its kind whatever its sensor calls it', () => {
  const given = { code: 'CB1', unit: 'H31.05', severity: 'low', category: 'scan', blocked: true, raised_at: at(1) }
  expect(alert.toFact(Alert.parse(given), context)).toMatchObject({ fact: { external_id: 'CB1', blocked: true } })
  expect(messages(alert.toFact(Alert.parse({ ...given, unit: 'x' }), context))).toEqual([expect.stringMatching(/nhãn đơn vị/)])
})

test('a summary is one unit’s day', () => {
  const told = (changes: object) => posture.toFact(Posture.parse({ day: '2026-11-25', unit: 'H31.05', ...changes }), context)
  expect(told({ endpoints: 10, endpoints_covered: 9 })).toMatchObject({ fact: { external_id: '2026-11-25|5', servers: 0 } })
})

test('a system tells what was done, not what is planned', () => {
  const given = { code: 'HT1', unit: 'H31.05', level: 3, dossier: 'approved', registered_on: '2025-01-01', log_months: 3 }
  const told = (changes: object) => system.toFact(System.parse({ ...given, ...changes }), context)
  expect(told({ scanned_on: '2026-06-01' })).toMatchObject({ fact: { scanned_on: '2026-06-01', pentested_outside_on: null } })
  expect(messages(told({ scanned_on: '2026-12-01' }))).toEqual([expect.stringMatching(/chưa tới\. Ghi ngày đã làm/)])
})

test('a vulnerability is as severe as its CVSS score says, whatever its scanner calls it', () => {
  const given = { code: 'LH1', unit: 'H31.05', found_at: at(0) }
  const told = (changes: object) => vulnerability.toFact(Vulnerability.parse({ ...given, ...changes }), context)
  const severity = (cvss: number) => {
    const answer = told({ cvss })
    return 'fact' in answer && answer.fact.severity
  }
  expect([0.1, 3.9, 4, 6.9, 7, 8.9, 9, 10].map(severity)).toEqual(
    ['low', 'medium', 'high', 'critical'].flatMap((each) => [each, each]),
  )
  expect(told({ cvss: 9.8, severity: 'low' })).toMatchObject({ fact: { severity: 'critical', cvss: 9.8 } })
  expect(told({ severity: 'high' })).toMatchObject({ fact: { severity: 'high', cvss: null } })
  expect(messages(told({}))).toEqual([expect.stringMatching(/Bổ sung một trong hai/)])
})

test('a vulnerability patched is known by when', () => {
  const given = { code: 'LH1', unit: 'H31.05', severity: 'critical', found_at: at(0) }
  const told = (changes: object) => vulnerability.toFact(Vulnerability.parse({ ...given, ...changes }), context)
  expect(told({ fixed_at: at(5) })).toMatchObject({ fact: { due_at: null, fixed_at: at(5) } })
})

test('a hundred thousand people, or ten thousand of what is sensitive about them, ask for level 3; fewer for level 2, none for none', () => {
  const given = { code: 'HT1', unit: 'H31.05', level: 2, dossier: 'approved', registered_on: '2025-01-01', log_months: 3 }
  const owed = (basic_subjects: number | null, sensitive_subjects: number | null) => {
    const told = system.toFact(System.parse({ ...given, basic_subjects, sensitive_subjects }), context)
    return 'fact' in told ? told.fact.owed_level : told.problems
  }
  expect([owed(99_999, 9_999), owed(100_000, 0), owed(20_000, 10_000)]).toEqual([2, 3, 3])
  expect([owed(0, 0), owed(null, null)]).toEqual([null, null])
})
