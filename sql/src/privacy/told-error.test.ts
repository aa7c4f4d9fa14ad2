import { expect, test } from 'vitest'
import { toldError } from './told-error.ts'

const raised = (more: object, message = 'request failed') => Object.assign(new Error(message), more)

test('of an error a log is told its kind, its code, where it arose and its sentence', () => {
  const told = toldError(raised({ code: '23505' }, 'duplicate key value violates unique constraint "account_by_login"'))
  expect(told).toMatchObject({
    type: 'Error',
    code: '23505',
    message: 'duplicate key value violates unique constraint "account_by_login"',
  })
  expect(told.stack).toMatch(/^\s+at .*told-error\.test\.ts/)
})

test.each([
  ['the row PostgreSQL quotes', raised({ code: '23505', detail: 'Key (login)=(ha.canary) already exists.' })],
  ['what was no number', raised({ code: '22P02' }, 'invalid input syntax for type integer: "canary"')],
  [
    'the packet a parser stumbled on',
    raised({ code: 'HPE_INVALID_HEADER_TOKEN', rawPacket: Buffer.from('canary'), text: 'canary' }),
  ],
  ['what it was made of', raised({ cause: raised({ code: '23514', detail: 'Failing row contains (canary).' }) })],
  ['what was asked of the database', raised({ query: "select 'canary'", parameters: ['canary'] })],
])('and not %s', (_, error) => {
  expect(JSON.stringify(toldError(error))).not.toMatch(/canary|99,97,110/)
})

test('a sentence is told without what points at a person, and a stack does not say it again', () => {
  const told = JSON.stringify(toldError(raised({}, 'no answer for 0912345678, lan@vidu.vn, 033095001234')))
  expect(told).not.toMatch(/0912345678|lan@vidu|033095001234/)
  expect(told).toContain('no answer for')
})

test('what caused it is told too, as deep as somebody reads', () => {
  const endless = raised({})
  Object.assign(endless, { cause: endless })
  expect(toldError(endless).cause?.cause?.cause?.cause).toBeUndefined()
  expect(toldError('words').message).toBe('words')
})
