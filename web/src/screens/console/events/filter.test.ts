import type { EventAnswer } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { type EventFilter, eventsFound } from './filter.ts'

const event = (key: string, more: Partial<EventAnswer> = {}): EventAnswer => ({
  ...{ key, kind: 'storm', title: { vi: key, en: key }, from: '2026-09-07T00:00:00Z', to: null, days: true, units: [] },
  ...{ indicators: [], domains: [], source: '', link: null, origin: 'kept', reaches: [] },
  kept: { version: 1, at: '2026-09-07T00:00:00Z', madeIn: 'file', by: null, why: null, withdrawn: false, spec: {} as never },
  ...more,
})
const gone = event('rut')
const events = [
  event('Bão số 3', { units: [{ key: 'a', name: 'Phường Phố Hiến' }] }),
  event('Quyết định', { kind: 'policy', source: '12/QĐ-UBND' }),
  event('Tết', { kind: 'holiday', origin: 'calendar', kept: null }),
  { ...gone, kept: gone.kept && { ...gone.kept, withdrawn: true } },
]
const found = (asked: Partial<EventFilter>) =>
  eventsFound(events, { search: '', kind: '', derived: false, withdrawn: false, ...asked }).map(({ key }) => key)

test('events are found by name without marks, source or unit, of a kind, and what is derived or withdrawn only where asked for', () => {
  expect(found({})).toEqual(['Bão số 3', 'Quyết định'])
  expect(found({ search: 'bao so' })).toEqual(['Bão số 3'])
  expect(found({ search: 'pho hien' })).toEqual(['Bão số 3'])
  expect(found({ search: '12/qd' })).toEqual(['Quyết định'])
  expect(found({ kind: 'policy' })).toEqual(['Quyết định'])
  expect(found({ derived: true })).toContain('Tết')
  expect(found({ withdrawn: true })).toContain('rut')
})
