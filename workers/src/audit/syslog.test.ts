import fc from 'fast-check'
import { expect, test } from 'vitest'
import { syslogLine } from './syslog.ts'

const ENTRY = {
  ...{
    position: 7,
    hash: 'ab',
    id: 9,
    at: new Date('2026-11-30T01:00:00Z'),
    action: 'insert',
    entity: 'session',
    entityId: '12',
  },
  actor: { kind: 'account', name: 'Lan', address: '10.0.0.7' },
  detail: { account_id: 3 },
}

test('an entry of the audit is one line of syslog that says who did what where in the chain', () => {
  expect(syslogLine(ENTRY, 'ioc-1')).toBe(
    '<110>1 2026-11-30T01:00:00.000Z ioc-1 pho-hien - session [audit@32473 position="7" hash="ab" by="Lan" kind="account" from="10.0.0.7" action="insert" entity="session" id="12"] \ufeff{"account_id":3}',
  )
  expect(syslogLine({ ...ENTRY, action: 'refused' }, 'ioc-1')).toMatch(/^<108>1 /)
})

test('whatever somebody is called, it neither ends the line nor the value it stands in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, text) => {
      const line = syslogLine({ ...ENTRY, actor: { kind: 'account', name }, detail: { text }, entityId: text }, 'ioc-1')
      expect(line).not.toMatch(/[\r\n\0]/)
      const values = [...line.matchAll(/ (\w+)="((?:[^"\\\]]|\\.)*)"/gs)].map(([, key]) => key)
      expect(values.slice(0, 8)).toEqual(['position', 'hash', 'by', 'kind', 'from', 'action', 'entity', 'id'])
    }),
  )
})
